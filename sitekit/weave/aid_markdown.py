"""Study aids in plain Markdown, for notebooks and for a page's Markdown."""

from typing import Any

from sitekit.aids import exercises
from sitekit.aids.exercises import read_exercise
from sitekit.scan.model import Block, Page
from sitekit.weave.aids import Flashcard, flashcards, shown_question

CHECK = "Check your work: this says nothing where all is well."


def question(block: Block, output: dict[str, Any]) -> str:
    """A question with its answers; the right one is folded."""
    asked = shown_question(block, output)
    parts = [f"**Question.** {asked.text}"]
    if asked.code:
        parts.append(f"```python\n{asked.code}\n```")
    if not asked.typed:
        parts.append("\n".join(f"- {answer.text}" for answer in asked.answers))
    lines = [f"**{asked.right.text}** {asked.why}"]
    lines += [
        f"- **{answer.text}** {answer.reason}"
        for answer in asked.answers
        if answer is not asked.right
    ]
    return "\n\n".join([*parts, folded("Answer", "\n".join(lines))])


def task(block: Block) -> str:
    """What an exercise asks for, with its hints."""
    exercise = read_exercise(block)
    hints = [folded(title, text) for title, text in exercise.named_hints]
    head = f"**Exercise: {exercise.title.text}.** {exercise.task.text}"
    return "\n\n".join([head, *hints])


def solution(output: dict[str, Any]) -> str:
    """The folded solution of an exercise."""
    code = output["code"][exercises.SOLUTION].rstrip()
    return folded("Solution", f"```python\n{code}\n```")


def cards(page: Page, block: Block, output: dict[str, Any]) -> str:
    """Cards as a list of questions and answers."""
    return f"**Cards**\n\n{listed_cards(flashcards(page, block, output))}"


def listed_cards(found: list[Flashcard]) -> str:
    """Cards as the lines of a list."""
    lines = []
    for card in found:
        asked = f"{card.front} `{card.code}`" if card.code else card.front
        given = f"`{card.given}`" if card.code else ""
        lines.append(f"- {asked} {' '.join(filter(None, [given, card.back]))}")
    return "\n".join(lines)


def whole_aid(page: Page, block: Block, output: dict[str, Any]) -> str:
    """A study aid as one text."""
    if block.options.kind == "quiz":
        return question(block, output)
    if block.options.kind == "cards":
        return cards(page, block, output)
    start, check = (
        output["code"][name].rstrip() for name in (exercises.START, exercises.CHECK)
    )
    return "\n\n".join(
        [
            task(block),
            f"```python\n{start}\n```",
            solution(output),
            folded("Check", f"{CHECK}\n\n```python\n{check}\n```"),
        ]
    )


def folded(title: str, text: str) -> str:
    """A text that is shown on a click."""
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"
