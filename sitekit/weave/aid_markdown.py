"""Study aids in plain Markdown, for notebooks and for a page's Markdown."""

from dataclasses import replace

from sitekit.aids import exercises
from sitekit.aids.cards import Dealt
from sitekit.aids.exercises import Exercise
from sitekit.aids.quiz import Asked, Quiz
from sitekit.records.outputs import Practised, Proven
from sitekit.records.values import inline_markdown
from sitekit.scan.model import Block, Page
from sitekit.weave.aids import (
    Answer,
    Question,
    flashcards,
    listed_cards,
    shown_question,
)
from sitekit.weave.prose import fenced

CHECK = "Check your work: this says nothing where all is well."


def question(quiz: Quiz, output: Asked) -> str:
    """A question with its answers; the right one is folded."""
    asked = _as_markdown(shown_question(quiz, output))
    parts = [f"**Question.** {asked.text}"]
    if asked.code:
        parts.append(fenced("python", asked.code))
    if not asked.typed:
        parts.append("\n".join(f"- {answer.text}" for answer in asked.answers))
    lines = [f"**{asked.right.text}** {asked.why}"]
    lines += [
        f"- **{answer.text}** {answer.reason}"
        for answer in asked.answers
        if answer is not asked.right
    ]
    return "\n\n".join([*parts, folded("Answer", "\n".join(lines))])


def _as_markdown(asked: Question) -> Question:
    """A question whose texts mean in Markdown what they mean on the page."""
    answers = {
        answer: Answer(inline_markdown(answer.text), inline_markdown(answer.reason))
        for answer in asked.answers
    }
    return replace(
        asked,
        text=inline_markdown(asked.text),
        answers=tuple(answers.values()),
        right=answers[asked.right],
        why=inline_markdown(asked.why),
    )


def task(exercise: Exercise) -> str:
    """What an exercise asks for, with its hints."""
    hints = [folded(name, inline_markdown(text)) for name, text in exercise.named_hints]
    title, task = map(inline_markdown, (exercise.title.text, exercise.task.text))
    head = f"**Exercise: {title}.** {task}"
    return "\n\n".join([head, *hints])


def solution(output: Practised) -> str:
    """The folded solution of an exercise."""
    code = output.code[exercises.SOLUTION].rstrip()
    return folded("Solution", fenced("python", code))


def whole_aid(page: Page, block: Block, aid: Proven | None) -> str:
    """A study aid as one text.

    Raises:
        TypeError: What was computed is not for this block.
    """
    match block.content, aid:
        case Quiz() as quiz, Asked():
            return question(quiz, aid)
        case tuple() as cards, Dealt():
            return f"**Cards**\n\n{listed_cards(flashcards(page, cards, aid))}"
        case Exercise() as exercise, Practised():
            return _exercise(exercise, aid)
        case _:
            raise TypeError(f"{block.page}:{block.line}: {aid!r} is not of this block")


def _exercise(exercise: Exercise, aid: Practised) -> str:
    start, check = (
        aid.code[name].rstrip() for name in (exercises.START, exercises.CHECK)
    )
    return "\n\n".join(
        [
            task(exercise),
            fenced("python", start),
            solution(aid),
            folded("Check", f"{CHECK}\n\n{fenced('python', check)}"),
        ]
    )


def folded(title: str, text: str) -> str:
    """A text that is shown on a click."""
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"
