"""Study aids: questions, exercises and cards, proved by the page's own run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sitekit.aids import cards, exercises, quiz
from sitekit.aids.session import Session
from sitekit.page import Block


def check(root: Path, block: Block) -> None:
    """Checks a study aid before it runs; another block is left alone.

    Raises:
        Problem: It is not as it has to be.
    """
    if block.options.kind == "quiz":
        quiz.read(block)
    elif block.options.kind == "exercise":
        exercises.files(root, block)
    elif block.options.kind == "cards":
        cards.read(block)


def prove(
    root: Path, block: Block, own: Callable[[], Session], begin: exercises.Begin
) -> dict[str, Any]:
    """Proves a study aid by running it; returns the output to record.

    Args:
        root: The checkout's root.
        block: The study aid.
        own: Gives the session of its page.
        begin: Begins a fresh session; its argument names what it is for.

    Raises:
        Problem: It does not hold.
    """
    if block.options.kind == "exercise":
        return exercises.run(root, block, begin)
    run = quiz.run if block.options.kind == "quiz" else cards.run
    return run(block, own())


def files(root: Path, block: Block) -> dict[str, str]:
    """The files that a study aid rests on: name to text; none for other blocks."""
    return exercises.files(root, block) if block.options.kind == "exercise" else {}
