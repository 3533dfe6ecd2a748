"""Holds what a block did against what it declares."""

from collections.abc import Sequence

from sitekit.aids.session import Exceptional
from sitekit.records.outputs import Figure, Shown, Stream, Warned
from sitekit.run.results import Failure
from sitekit.scan.model import Block
from sitekit.worker import MOST_SHOWN


def judge(
    block: Block, outputs: Sequence[Shown], error: Exceptional | None
) -> Failure | None:
    """Says why a block that ran to its end did not pass; None if it passed.

    Args:
        block: The block.
        outputs: What it showed.
        error: The exception that ended it, as its session described it.
    """
    expected = block.options.raises
    if error and not (expected and expected.split(".")[-1] in error.names):
        path, line = error.frames[-1] if error.frames else block.where
        what, name = error.what, error.name
        repair = f'correct the code; if it should raise this, write raises="{name}"'
        if block.options.kind == "console":
            repair = 'correct the command; if it should end like this, write exit="…"'
        if expected:
            what = f'this block declares raises="{expected}", but raised {name}'
        return Failure(path, line, what, _details(outputs, error), repair)
    if expected and not error:
        what = f'this block declares raises="{expected}", but raised nothing'
        return Failure(
            *block.where, what, repair='correct the code, or remove raises="…"'
        )
    for output in outputs:
        size = len(output.text) if isinstance(output, Stream) else 0
        if size > MOST_SHOWN:
            what = f"this block prints {size / 1e6:.1f} MB; the limit is "
            return Failure(
                *block.where, what + f"{MOST_SHOWN / 1e6:g} MB", repair="print less"
            )
    pictures = sum(isinstance(output, Figure) for output in outputs)
    if pictures and not block.options.alt:
        what = "this block draws a picture, which needs a text alternative"
        repair = 'say what it shows: alt="…"'
        return Failure(block.page, block.line, what, repair=repair)
    if pictures > 1:
        what = (
            f"this block draws {pictures} pictures, but has only one text alternative"
        )
        repair = "draw each in a block of its own"
        return Failure(block.page, block.line, what, repair=repair)
    named = [key for key in ("alt", "caption") if getattr(block.options, key)]
    if named and not pictures:
        which = " and ".join(f'{key}="…"' for key in named)
        what = f"this block has {which}, but draws no picture"
        repair = f"draw it in this block, or remove {which}"
        return Failure(block.page, block.line, what, repair=repair)
    return None


def _details(outputs: Sequence[Shown], error: Exceptional) -> str:
    """What a failed block printed, and where it raised."""
    texts = [o.text for o in outputs if isinstance(o, Stream | Warned)]
    return "\n".join([*texts, error.traceback])
