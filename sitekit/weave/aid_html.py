"""Study aids as HTML: complete without a script, which only adds to them."""

from collections.abc import Callable
from html import escape

from sitekit.aids import exercises
from sitekit.aids.cards import Dealt
from sitekit.aids.exercises import Exercise
from sitekit.aids.quiz import Asked, Quiz
from sitekit.records.outputs import Practised, Proven
from sitekit.scan.model import Block, Page
from sitekit.weave.aids import Flashcard, Question, flashcards, shown_question
from sitekit.weave.html import UNSEARCHED, counted, inline_html, outputs_html

Highlight = Callable[[str], str]
HOW_TO_CHECK = "Run this below your code. It says nothing where all is well."


def show_aid(page: Page, block: Block, aid: Proven, highlight: Highlight) -> str:
    """The HTML of a study aid.

    Args:
        page: Its page.
        block: Its block.
        aid: What the run computed for it.
        highlight: Makes HTML of Python code.
    """
    match block.content, aid:
        case Quiz() as quiz, Asked():
            return _quiz(page, block, quiz, shown_question(quiz, aid), highlight)
        case Exercise() as exercise, Practised():
            return _exercise(page, block, exercise, aid, highlight)
        case tuple() as cards, Dealt():
            return _cards(block, flashcards(page, cards, aid))
        case _:
            raise TypeError(f"{block.page}:{block.line}: {aid!r} is not of this block")


def _cards(block: Block, found: list[Flashcard]) -> str:
    return (
        f'<section class="sg-cards" data-block="{block.number}"'
        f'{UNSEARCHED} aria-label="Cards">'
        f"{''.join(card_html(card) for card in found)}</section>"
    )


def _quiz(
    page: Page, block: Block, quiz: Quiz, asked: Question, highlight: Highlight
) -> str:
    aid = quiz.aid
    numbers = {answer: str(n) for n, answer in enumerate(asked.answers)}
    if asked.typed:
        numbers = {answer: answer.text.strip("`") for answer in asked.answers}
        field = (
            '<label class="sg-typed"><span>Your answer</span> <input type="text" '
            'autocomplete="off" autocapitalize="off" spellcheck="false"></label>'
        )
    else:
        field = "".join(
            f'<label class="sg-choice"><input type="radio" name="{aid}" '
            f'value="{numbers[answer]}"> '
            f"<span>{inline_html(answer.text)}</span></label>"
            for answer in asked.answers
        )
    reasons = "".join(
        f'<li class="sg-reason" data-value="{escape(numbers[answer])}">'
        f"{_answer(answer.text, answer.reason)}</li>"
        for answer in asked.answers
        if answer is not asked.right
    )
    kind = "typed" if asked.typed else "choice"
    return (
        f'<form class="sg-quiz" data-block="{block.number}"{UNSEARCHED} '
        f'data-page="{page.name}" data-aid="{aid}" data-kind="{kind}">'
        f"<fieldset><legend>{inline_html(asked.text)}</legend>"
        f"{highlight(asked.code) if asked.code else ''}{field}</fieldset>"
        '<details class="sg-answer"><summary>Answer</summary>'
        f'<p class="sg-right" data-value="{escape(numbers[asked.right])}">'
        f"{_answer(asked.right.text, asked.why)}</p>"
        f"{f'<ul>{reasons}</ul>' if reasons else ''}</details></form>"
    )


def _answer(answer: str, about: str) -> str:
    return f"<strong>{inline_html(answer)}</strong> {inline_html(about)}"


def _exercise(
    page: Page,
    block: Block,
    exercise: Exercise,
    aid: Practised,
    highlight: Highlight,
) -> str:
    code = aid.code
    title = inline_html(exercise.title.text)
    hints = "".join(
        f'<details class="sg-hint"><summary>{title}</summary>'
        f"<p>{inline_html(text)}</p></details>"
        for title, text in exercise.named_hints
    )
    shown = outputs_html(page, block, aid.outputs)
    mistakes = counted(len(aid.refused), "plausible mistake")
    return (
        f'<section class="sg-exercise" data-block="{block.number}"{UNSEARCHED} '
        f'data-page="{page.name}" data-aid="{exercise.aid}" '
        f'aria-label="Exercise: {escape(exercise.title.text)}">'
        f'<p class="sg-exercise-title">Exercise: {title}</p>'
        f'<p class="sg-task">{inline_html(exercise.task.text)}</p>'
        f"{highlight(code[exercises.START])}{hints}"
        '<details class="sg-solution"><summary>Solution</summary>'
        f"{_with(highlight(code[exercises.SOLUTION]), shown)}</details>"
        '<details class="sg-check"><summary>Check your work</summary>'
        f"<p>{HOW_TO_CHECK} It passes the solution, and refuses {mistakes}.</p>"
        f"{highlight(code[exercises.CHECK])}</details></section>"
    )


def _with(code: str, shown: str) -> str:
    """Puts what code showed into the code's own box."""
    head, _, tail = code.rpartition("</div>")
    return f"{head}{shown}</div>{tail}"


def card_html(card: Flashcard) -> str:
    """A card: its question, which unfolds its answer."""
    given = f"<pre>{escape(card.given, quote=False)}</pre>" if card.code else ""
    asked = f" <code>{escape(card.code, quote=False)}</code>" if card.code else ""
    back = f"<p>{inline_html(card.back)}</p>" if card.back else ""
    return (
        f'<details class="sg-flashcard" data-card="{escape(card.name)}">'
        f"<summary>{inline_html(card.front)}{asked}</summary>"
        f'<div class="sg-back">{given}{back}</div></details>'
    )
