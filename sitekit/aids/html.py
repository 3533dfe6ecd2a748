"""Study aids as HTML: complete without a script, which only adds to them."""

from collections.abc import Callable
from html import escape
from typing import Any

from sitekit.aids import exercises, present, quiz
from sitekit.aids.present import Flashcard, Question
from sitekit.library import Library, up_from, url
from sitekit.page import Block, Page
from sitekit.weave import UNSEARCHED, count, inline, outputs

Highlight = Callable[[str], str]
PACKAGE = "tensorflow-study-guide.apkg"
HOW_TO_CHECK = "Run this below your code. It says nothing where all is well."


def show(page: Page, block: Block, entry: dict[str, Any], highlight: Highlight) -> str:
    """The HTML of a study aid.

    Args:
        page: Its page.
        block: Its block.
        entry: What was recorded of the block.
        highlight: Makes HTML of Python code.
    """
    output = entry["outputs"][0]
    if block.options.kind == "quiz":
        return _quiz(page, block, present.question(block, output), highlight)
    if block.options.kind == "exercise":
        return _exercise(page, block, output, highlight)
    found = present.flashcards(page, block, output)
    return (
        f'<section class="sg-cards" data-block="{block.number}"'
        f'{UNSEARCHED} aria-label="Cards">'
        f"{''.join(_card(card) for card in found)}</section>"
    )


def _quiz(page: Page, block: Block, asked: Question, highlight: Highlight) -> str:
    aid = quiz.read(block).aid
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
            f'value="{numbers[answer]}"> <span>{inline(answer.text)}</span></label>'
            for answer in asked.answers
        )
    reasons = "".join(
        f'<li class="sg-reason" data-value="{escape(numbers[answer])}">'
        f"{_said(answer.text, answer.reason)}</li>"
        for answer in asked.answers
        if answer is not asked.right
    )
    kind = "typed" if asked.typed else "choice"
    return (
        f'<form class="sg-quiz" data-block="{block.number}"{UNSEARCHED} '
        f'data-page="{page.name}" data-aid="{aid}" data-kind="{kind}">'
        f"<fieldset><legend>{inline(asked.text)}</legend>"
        f"{highlight(asked.code) if asked.code else ''}{field}</fieldset>"
        '<details class="sg-answer"><summary>Answer</summary>'
        f'<p class="sg-right" data-value="{escape(numbers[asked.right])}">'
        f"{_said(asked.right.text, asked.why)}</p>"
        f"{f'<ul>{reasons}</ul>' if reasons else ''}</details></form>"
    )


def _said(answer: str, about: str) -> str:
    return f"<strong>{inline(answer)}</strong> {inline(about)}"


def _exercise(
    page: Page, block: Block, output: dict[str, Any], highlight: Highlight
) -> str:
    exercise = exercises.read(block)
    code = output["code"]
    title = inline(exercise.title.text)
    hints = "".join(
        f'<details class="sg-hint"><summary>{title}</summary>'
        f"<p>{inline(text)}</p></details>"
        for title, text in exercise.named_hints
    )
    shown = outputs(page, block, output)
    mistakes = count(len(output["refused"]), "plausible mistake")
    return (
        f'<section class="sg-exercise" data-block="{block.number}"{UNSEARCHED} '
        f'data-page="{page.name}" data-aid="{exercise.aid}" '
        f'aria-label="Exercise: {escape(exercise.title.text)}">'
        f'<p class="sg-exercise-title">Exercise: {title}</p>'
        f'<p class="sg-task">{inline(exercise.task.text)}</p>'
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


def _card(card: Flashcard) -> str:
    given = f"<pre>{escape(card.given, quote=False)}</pre>" if card.code else ""
    asked = f" <code>{escape(card.code, quote=False)}</code>" if card.code else ""
    back = f"<p>{inline(card.back)}</p>" if card.back else ""
    return (
        f'<details class="sg-flashcard" data-card="{escape(card.name)}">'
        f"<summary>{inline(card.front)}{asked}</summary>"
        f'<div class="sg-back">{given}{back}</div></details>'
    )


def deck(library: Library, here: Page, number: int) -> str:
    """The HTML of all cards of the guide, page by page.

    Args:
        library: All pages with their records.
        here: The page that shows them.
        number: The block on it that stands for them.
    """
    up = up_from(here.name)
    decks = list(present.deck(library))
    sections = "".join(
        f'<section data-page="{page.name}"><h2 id="{page.name.replace("/", "-")}">'
        f'<a href="{up}{url(page)}">{escape(page.title)}</a></h2>'
        f"{''.join(_card(card) for card in found)}</section>"
        for page, found in decks
    )
    total = count(sum(len(found) for _, found in decks), "card")
    return (
        f'<div class="sg-deck" data-block="{number}"{UNSEARCHED}>'
        f'<p class="sg-anki"><a href="{up}{PACKAGE}" download>{total} for Anki</a></p>'
        f"{sections}</div>"
    )
