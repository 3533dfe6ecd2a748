"""Study aids: questions, exercises and cards, and how each is proved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sitekit.aids import exercises
from sitekit.aids.cards import prove_cards, read_cards
from sitekit.aids.exercises import exercise_files, prove_exercise
from sitekit.aids.quiz import prove_quiz, read_quiz
from sitekit.aids.session import PageSession
from sitekit.scan.model import Block


def check(root: Path, block: Block) -> None:
    """Checks a study aid before it runs; another block is left alone.

    Raises:
        Problem: It is not as it has to be.
    """
    if block.options.kind == "quiz":
        read_quiz(block)
    elif block.options.kind == "exercise":
        exercise_files(root, block)
    elif block.options.kind == "cards":
        read_cards(block)


def prove(
    root: Path, block: Block, own: Callable[[], PageSession], begin: exercises.Begin
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
        return prove_exercise(root, block, begin)
    run = prove_quiz if block.options.kind == "quiz" else prove_cards
    return run(block, own())


def files(root: Path, block: Block) -> dict[str, str]:
    """The files that a study aid rests on: name to text; none for other blocks."""
    return exercise_files(root, block) if block.options.kind == "exercise" else {}
