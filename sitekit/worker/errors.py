"""An exception of a page, as it is told: without a frame of what runs the page."""

import os
import traceback
from collections.abc import Callable
from typing import Any

from sitekit.worker import shell

# File and line for a report, where they are a page's or a snippet's; else nothing.
Locate = Callable[[object, object], list[list[Any]]]


def describe(exception: BaseException, locate: Locate) -> dict[str, Any]:
    """Describes an exception with the lines of the page that led to it."""
    names = [str(base.__name__) for base in type(exception).__mro__]
    frames = []
    for frame in traceback.extract_tb(exception.__traceback__):
        frames += locate(frame.filename, frame.lineno)
    if isinstance(exception, SyntaxError):
        frames = locate(exception.filename, exception.lineno) or frames
    if isinstance(exception, shell.CommandFailed):
        frames = locate(*exception.place)
    text = "".join(traceback.format_exception_only(exception)).strip()
    syntax = isinstance(exception, SyntaxError)
    what = text.split("\n")[-1 if syntax else 0]  # a place comes first there
    trace = _trace(exception)
    if isinstance(exception, shell.CommandFailed):
        what, trace = str(exception), ""
    return {
        "what": what,
        "name": names[0],
        "names": names,
        "text": text,
        "frames": frames,
        "traceback": trace,
    }


def _trace(exception: BaseException) -> str:
    """A traceback as Python shows it, without the machinery that runs the page."""
    whole = traceback.TracebackException.from_exception(exception)
    here = os.path.dirname(__file__)
    waiting: list[traceback.TracebackException | None] = [whole]
    for one in waiting:  # which grows meanwhile
        if one is not None:
            frames = [f for f in one.stack if os.path.dirname(f.filename) != here]
            one.stack[:] = frames
            waiting += [one.__cause__, one.__context__, *(one.exceptions or ())]
    return "".join(whole.format())
