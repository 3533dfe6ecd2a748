"""What a block leaves behind: threads, processes, and errors that were not caught."""

import atexit
import contextlib
import json
import multiprocessing
import os
import resource
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable
from multiprocessing import util
from typing import Any

from sitekit.worker import descendants

# How long what ends anyway may take to end, when its block or its page has ended.
THREAD_SECONDS = 0.5
PROCESS_SECONDS = 5.0
LOOK_SECONDS = 0.01
# Processes of Python's own, which end with the one that they help.
HELPERS = ("resource_tracker import main", "forkserver import main")
MOST_COMMAND = 80  # characters of a command that a message shows

Place = tuple[str, int]
# Says what is wrong, its repair, and the place; None for the block's first line.
Forbid = Callable[[str, str, Place | None], None]
# The file and line, where they are a page's or a snippet's; else None.
Find = Callable[[object, object], Place | None]


class Leftovers:
    """Watches what the blocks of a page leave behind.

    Attributes:
        pid: The page's process. A child of it that comes to the end of a block has
            another one.
    """

    def __init__(self, find: Find, forbid: Forbid) -> None:
        self.find = find
        self.forbid = forbid
        self.pid = os.getpid()
        self.started: dict[
            int, Place | None
        ] = {}  # by process: the block that began it
        self.place: Place | None = None
        self.told, self.telling = os.pipe()
        os.set_blocking(self.told, False)
        self.known: set[threading.Thread] = set(threading.enumerate())
        self.ended = _ended()
        threading.excepthook = self.thread_failed
        sys.unraisablehook = self.ignored
        # What the server has registered is not the page's to run.
        atexit._clear()
        descendants.adopt_orphans()

    def begin(self, place: Place | None) -> None:
        """A block begins."""
        self.place = place
        self.known = set(threading.enumerate())

    def end(self) -> None:
        """A block ends: says what it should not have left."""
        deadline = time.monotonic() + THREAD_SECONDS
        while (found := self._busy()) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        for name, place in found:
            what = f"the thread {name!r} is still running when its block ends"
            self.forbid(what, "wait for it in the block: `.join()`", place)
        self._hear()
        for pid in descendants.descendants(self.pid):
            self.started.setdefault(pid, self.place)

    def had_children(self) -> bool:
        """Whether, since this was last asked, the page had processes of its own."""
        before, self.ended = self.ended, _ended()
        return before != self.ended or _has_children()

    def finish(self) -> None:
        """The page ends: says what still runs, and ends that."""
        self._exit()
        deadline = time.monotonic() + PROCESS_SECONDS
        while found := self._running():
            if time.monotonic() > deadline:
                break
            time.sleep(LOOK_SECONDS)
        self._hear()
        for pid, command in found.items():
            place = self.started.get(pid, self.place)
            if len(command) > MOST_COMMAND:
                command = command[: MOST_COMMAND - 1] + "…"
            what = f"a process is still running when the page ends: `{command}`"
            self.forbid(what, "end it on the page, and wait for it", place)
            descendants.kill_tree(pid)

    def _running(self) -> dict[int, str]:
        """What the page started and still runs, with its command."""
        found = {p: descendants.command(p) for p in descendants.descendants(self.pid)}
        return {
            pid: command
            for pid, command in found.items()
            if not any(helper in command for helper in HELPERS)
        }

    def _exit(self) -> None:
        """Does what Python does when it exits, but waits for nobody."""
        for call in reversed(getattr(threading, "_threading_atexits", [])):
            call()  # ends the idle threads and processes of `concurrent.futures`
        atexit._run_exitfuncs()
        util._run_finalizers(0)  # type: ignore[attr-defined]  # as at any exit
        for child in multiprocessing.active_children():
            if child.daemon:
                child.terminate()

    def leave(self, error: dict[str, Any] | None, exception: object) -> None:
        """Ends a child of the page's process that came to the end of a block."""
        status = 1
        if isinstance(exception, SystemExit):
            code = exception.code
            status = code if isinstance(code, int) else int(code is not None)
        else:
            what = "a child process reaches the end of the block"
            if error:
                what = f"a child process raises {error['what']}"
            place = error["frames"][-1] if error and error["frames"] else self.place
            os.write(self.telling, json.dumps([what, place]).encode() + b"\n")
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(status & 0xFF)

    def _hear(self) -> None:
        """Says what children said that came to the end of a block."""
        text = b""
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self.told, 65536):
                text += data
        for line in text.decode().splitlines():
            what, place = json.loads(line)
            repair = "end the child within the block: `os._exit(0)`"
            self.forbid(what, repair, place and tuple(place))

    def _busy(self) -> list[tuple[str, Place | None]]:
        """The threads that run code of the page, or a lonely function for it.

        Others are libraries' own: they wait for work, as the threads of a pool do.
        """
        found: list[tuple[str, Place | None]] = []
        threads = {thread.ident: thread for thread in threading.enumerate()}
        for ident, innermost in sys._current_frames().items():
            if ident == threading.get_ident():
                continue
            frame: types.FrameType | None = innermost
            place, is_alone = None, True
            while frame:
                code = frame.f_code
                place = self.find(code.co_filename, code.co_firstlineno) or place
                is_alone = is_alone and code.co_filename == threading.__file__
                frame = frame.f_back
            thread = threads.get(ident)
            is_new = thread and not thread.daemon and thread not in self.known
            if place or (is_alone and is_new):
                found.append((thread.name if thread else "without a name", place))
        return found

    def thread_failed(self, failed: Any) -> None:
        """An exception ended a thread."""
        if failed.exc_type is SystemExit:  # so a thread may end itself
            return
        name = failed.thread.name if failed.thread else "?"
        what = f"the thread {name!r} raised {_said(failed.exc_value)}"
        place = self._innermost(failed.exc_traceback)
        self.forbid(
            what, "catch it in the thread, or correct the code that raises it", place
        )

    def ignored(self, failed: Any) -> None:
        """Python cannot raise an exception: of a `__del__`, or of `atexit`."""
        place = self._innermost(failed.exc_traceback)
        at_exit = "atexit" in (failed.err_msg or "")
        if place is None and not at_exit:
            sys.__unraisablehook__(failed)
            return
        name = getattr(failed.object, "__qualname__", type(failed.object).__name__)
        what = f"{name} raised {_said(failed.exc_value)}, which cannot be caught"
        self.forbid(what, "catch it there, or correct the code that raises it", place)

    def _innermost(self, frames: types.TracebackType | None) -> Place | None:
        found = None
        for frame in traceback.extract_tb(frames):
            found = self.find(frame.filename, frame.lineno) or found
        return found


def _ended() -> object:
    """What changes whenever a child ends and is waited for: what all of them took."""
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def _has_children() -> bool:
    """Whether there are children, also those that ended and nobody waited for."""
    if not hasattr(os, "waitid"):  # on an older macOS
        return bool(descendants.descendants(os.getpid()))
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _said(exception: BaseException | None) -> str:
    """An exception in one line."""
    text = "".join(traceback.format_exception_only(exception)).strip()
    return text.split("\n")[0]
