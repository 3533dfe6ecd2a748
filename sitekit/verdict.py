"""Holds what a block did against what it declares."""

from collections.abc import Sequence
from typing import Any

from sitekit.page import Block
from sitekit.results import Failure

PICTURES = ("svg", "png")


def judge(
    block: Block, outputs: Sequence[dict[str, Any]], error: dict[str, Any] | None
) -> Failure | None:
    """Says why a block that ran to its end did not pass; None if it passed.

    Args:
        block: The block.
        outputs: What it showed.
        error: The exception that ended it, as its session described it.
    """
    expected = block.options.raises
    if error and not (expected and expected.split(".")[-1] in error["names"]):
        path, line = error["frames"][-1] if error["frames"] else block.where
        what = error["what"]
        if expected:
            what = f'this block declares raises="{expected}", but raised '
            what += error["name"]
        return Failure(path, line, what, _details(outputs, error))
    if expected and not error:
        what = f'this block declares raises="{expected}", but raised nothing'
        return Failure(*block.where, what)
    pictures = sum(output["type"] in PICTURES for output in outputs)
    if pictures and not block.options.alt:
        what = 'this block draws a picture: say alt="…"'
        return Failure(block.page, block.line, what)
    if pictures > 1:
        what = f"this block draws {pictures} pictures: give each its own block"
        return Failure(block.page, block.line, what)
    return None


def _details(outputs: Sequence[dict[str, Any]], error: dict[str, Any]) -> str:
    """What a failed block printed, and where it raised."""
    texts = [o["text"] for o in outputs if o["type"] in ("stream", "warning")]
    return "\n".join([*texts, error["traceback"]])
