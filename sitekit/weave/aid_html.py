"""Study aids as HTML: complete without a script, which only adds to them."""

from collections.abc import Callable

from markupsafe import Markup

from sitekit.aids import exercises
from sitekit.aids.cards import Dealt
from sitekit.aids.exercises import Exercise
from sitekit.aids.quiz import Asked, Quiz
from sitekit.records.outputs import Practised, Proven
from sitekit.scan.model import Block, Page
from sitekit.weave.aids import (
    Flashcard,
    Question,
    card_html,
    flashcards,
    shown_question,
)
from sitekit.weave.html import counted, inline_html, outputs_html

Highlight = Callable[[str], Markup]


def show_aid(page: Page, block: Block, aid: Proven, highlight: Highlight) -> Markup:
    """The HTML of a study aid.

    Args:
        page: Its page.
        block: Its block.
        aid: What the run computed for it.
        highlight: Makes HTML of Python code.

    Raises:
        TypeError: What was computed is not for this block.
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


def _cards(block: Block, found: list[Flashcard]) -> Markup:
    return Markup(
        '<section class="sg-cards" data-block="{}" data-search-exclude '
        'aria-label="Cards">{}</section>'
    ).format(block.number, Markup().join(map(card_html, found)))


def _quiz(
    page: Page, block: Block, quiz: Quiz, asked: Question, highlight: Highlight
) -> Markup:
    numbers = {answer: str(n) for n, answer in enumerate(asked.answers)}
    if asked.typed:
        numbers = {answer: answer.text.strip("`") for answer in asked.answers}
        field = Markup(
            '<label class="sg-typed"><span>Your answer</span> <input type="text" '
            'autocomplete="off" autocapitalize="off" spellcheck="false"></label>'
        )
    else:
        choice = Markup(
            '<label class="sg-choice"><input type="radio" name="{}" value="{}"> '
            "<span>{}</span></label>"
        )
        field = Markup().join(
            choice.format(quiz.aid, numbers[answer], inline_html(answer.text))
            for answer in asked.answers
        )
    reason = Markup('<li class="sg-reason" data-value="{}">{}</li>')
    reasons = Markup().join(
        reason.format(numbers[answer], _answer(answer.text, answer.reason))
        for answer in asked.answers
        if answer is not asked.right
    )
    reasons = reasons and Markup("<ul>{}</ul>").format(reasons)
    kind = "typed" if asked.typed else "choice"
    field = (highlight(asked.code) if asked.code else "") + field
    begun = Markup(
        '<form class="sg-quiz" data-block="{}" data-search-exclude data-page="{}" '
        'data-aid="{}" data-kind="{}"><fieldset><legend>{}</legend>{}</fieldset>'
    ).format(block.number, page.name, quiz.aid, kind, inline_html(asked.text), field)
    return begun + Markup(
        '<details class="sg-answer"><summary>Answer</summary>'
        '<p class="sg-right" data-value="{}">{}</p>{}</details></form>'
    ).format(numbers[asked.right], _answer(asked.right.text, asked.why), reasons)


def _answer(text: str, why: str) -> Markup:
    return Markup("<strong>{}</strong> {}").format(inline_html(text), inline_html(why))


def _exercise(
    page: Page,
    block: Block,
    exercise: Exercise,
    aid: Practised,
    highlight: Highlight,
) -> Markup:
    files = exercises.START, exercises.SOLUTION, exercises.CHECK
    start, solution, check = (highlight(aid.code[name]) for name in files)
    title, task = inline_html(exercise.title.text), inline_html(exercise.task.text)
    hint = Markup('<details class="sg-hint"><summary>{}</summary><p>{}</p></details>')
    hints = Markup().join(
        hint.format(name, inline_html(text)) for name, text in exercise.named_hints
    )
    shown = outputs_html(page, block, aid.outputs)
    mistakes = counted(len(aid.refused), "plausible mistake")
    begun = Markup(
        '<section class="sg-exercise" data-block="{}" data-search-exclude '
        'data-page="{}" data-aid="{}" aria-label="Exercise: {}">'
        '<p class="sg-exercise-title">Exercise: {}</p><p class="sg-task">{}</p>'
    ).format(block.number, page.name, exercise.aid, exercise.title.text, title, task)
    return begun + Markup(
        '{}{}<details class="sg-solution"><summary>Solution</summary>{}</details>'
        '<details class="sg-check"><summary>Check your work</summary>'
        "<p>Run this below your code. It says nothing where all is well. "
        "It passes the solution, and refuses {}.</p>{}</details></section>"
    ).format(start, hints, with_outputs(solution, shown), mistakes, check)


def with_outputs(code: Markup, shown: Markup) -> Markup:
    """Puts what code showed into the code's own box, before what may follow there."""
    head, end, tail = code.rpartition("</div>")
    return head + shown + end + tail
