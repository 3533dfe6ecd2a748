"""What a reader sees of a study aid: its texts with the values in them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sitekit.aids import filled
from sitekit.aids.cards import Card, Dealt
from sitekit.aids.exercises import Exercise
from sitekit.aids.quiz import Asked, Quiz
from sitekit.checkout.navigation import read_navigation
from sitekit.records.library import Library
from sitekit.records.values import coded, inline_markdown
from sitekit.scan.model import Page
from sitekit.weave.html import inline_html


@dataclass(frozen=True)
class Answer:
    """An answer that a reader may give; a right one has no reason."""

    text: str
    reason: str = ""


@dataclass(frozen=True)
class Question:
    """A question as it is asked.

    Attributes:
        text: What is asked.
        code: The code that belongs to it; "" for none.
        answers: What there is to choose from, in the order that it is shown in; of
            a typed answer the right one and the known wrong ones.
        right: The right answer.
        why: Why it is right.
        typed: Whether the reader types the answer.
    """

    text: str
    code: str
    answers: tuple[Answer, ...]
    right: Answer
    why: str
    typed: bool


def shown_question(source: Quiz, output: Asked) -> Question:
    """A question with what its run computed."""
    texts = filled(source.texts, output.values)
    text, why = next(texts), next(texts)
    if source.choices:
        answers = [
            Answer(next(texts), next(texts) if c.why else "") for c in source.choices
        ]
        number = int(output.right)
        right = Answer(answers[number].text)
        answers[number] = right
    else:
        wrong = [Answer(next(texts), next(texts)) for _ in source.wrong]
        right = Answer(_like(str(output.right), wrong))
        answers = [right, *wrong]
    return Question(
        text=text,
        code="\n".join(line.text for line in source.code),
        answers=tuple(sorted(answers, key=lambda answer: _order(answer.text, answers))),
        right=right,
        why=why,
        typed=source.typed,
    )


def _like(right: str, wrong: list[Answer]) -> str:
    """The right answer, as code where all wrong ones are: it must not stand out."""
    texts = [answer.text for answer in wrong]
    is_code = texts and all(t[0] == t[-1] == "`" and len(t) > 2 for t in texts)
    return f"`{right}`" if is_code else right


def _order(text: str, answers: list[Answer]) -> tuple[float, str]:
    """Numbers by their value; others in an order that gives nothing away."""
    try:
        for answer in answers:
            float(answer.text.strip("`"))
        return float(text.strip("`")), ""
    except ValueError:
        return 0.0, hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Flashcard:
    """A card as it is shown.

    Attributes:
        name: Its name in the whole guide, as in `keras/sequential:loss`.
        front: The question.
        code: What the card's code is; "" where it has none.
        given: What the code gives.
        back: The answer, or what is added to that of the code.
    """

    name: str
    front: str
    code: str
    given: str
    back: str


def flashcards(page: Page, cards: tuple[Card, ...], output: Dealt) -> list[Flashcard]:
    """The cards of a block with what their code gave."""
    found = []
    for card, computed in zip(cards, output.cards, strict=True):
        texts = filled(card.texts, computed.values)
        front = next(texts)
        found.append(
            Flashcard(
                f"{page.name}:{card.name.text}",
                front,
                card.code.text if card.code else "",
                computed.given,
                next(texts, ""),
            )
        )
    return found


def all_cards(library: Library) -> Iterator[tuple[Page, list[Flashcard]]]:
    """The pages that have cards, in the order of the navigation, each with all."""
    chapters = read_navigation(library.settings.root)
    named = [entry.name for chapter in chapters for entry in chapter.entries]
    places = {name: place for place, name in enumerate(named)}
    pages = library.pages.values()
    for page in sorted(pages, key=lambda page: places.get(page.name, len(places))):
        if any(isinstance(block.content, tuple) for block in page.blocks):
            entries = library.record(page).body.blocks
            found = [
                card
                for block, entry in zip(page.blocks, entries, strict=True)
                if isinstance(block.content, tuple) and isinstance(entry.aid, Dealt)
                for card in flashcards(page, block.content, entry.aid)
            ]
            yield page, found


def aid_counts(page: Page) -> dict[str, int]:
    """How many questions, exercises and cards a page has."""
    contents = [block.content for block in page.blocks]
    return {
        "questions": sum(isinstance(content, Quiz) for content in contents),
        "exercises": sum(isinstance(content, Exercise) for content in contents),
        "cards": sum(len(c) for c in contents if isinstance(c, tuple)),
    }


def card_html(card: Flashcard) -> Markup:
    """A card: its question, which unfolds its answer."""
    given = Markup("<pre>{}</pre>").format(card.given) if card.code else ""
    asked = Markup(" <code>{}</code>").format(card.code) if card.code else ""
    back = Markup("<p>{}</p>").format(inline_html(card.back)) if card.back else ""
    return Markup(
        '<details class="sg-flashcard" data-card="{}"><summary>{}{}</summary>'
        '<div class="sg-back">{}{}</div></details>'
    ).format(card.name, inline_html(card.front), asked, given, back)


def listed_cards(found: list[Flashcard]) -> str:
    """Cards as the lines of a list."""
    lines = []
    for card in found:
        front, back = inline_markdown(card.front), inline_markdown(card.back)
        asked = f"{front} {coded(card.code)}" if card.code else front
        given = coded(" ".join(card.given.splitlines())) if card.code else ""
        lines.append(f"- {asked} {' '.join(filter(None, [given, back]))}")
    return "\n".join(lines)
