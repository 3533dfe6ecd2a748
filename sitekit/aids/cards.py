"""Cards to remember by: a question and its answer, which code may give."""

import re
from dataclasses import dataclass

import msgspec

from sitekit.aids.forms import Form, Text, items
from sitekit.aids.session import PageSession
from sitekit.checkout.sources import Excerpt

NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True)
class Card:
    """One card.

    Attributes:
        name: Its name; never changed, as it keeps the learners' history.
        front: The question.
        back: The answer, or what is added to that of the code.
        code: The expression whose value is the answer.
    """

    name: Text
    front: Text
    back: Text | None
    code: Text | None

    @property
    def texts(self) -> list[Text]:
        """All texts in which values may stand, in order."""
        return [self.front, *([self.back] if self.back else [])]


class Given(msgspec.Struct, frozen=True):
    """What the run computed for a card.

    Attributes:
        given: The value of its code; "" where it has none.
        values: The inline values of its texts, in order.
    """

    given: str
    values: tuple[str, ...]


class Dealt(msgspec.Struct, frozen=True, tag_field="type", tag="cards"):
    """What the run computed for each of a block's cards."""

    cards: tuple[Given, ...]


def read_cards(excerpt: Excerpt) -> tuple[Card, ...]:
    """Reads a `cards` block.

    Raises:
        Problem: A card is not as it has to be, or two have one name.
    """
    cards: list[Card] = []
    names: set[str] = set()
    for node in items(excerpt):
        form = Form(excerpt, node, {"id", "front"}, {"back", "code"})
        card = Card(
            form.required("id"),
            form.required("front"),
            form.optional("back"),
            form.optional("code"),
        )
        if not NAME.fullmatch(card.name.text):
            repair = "use lower-case letters, digits and -"
            raise card.name.problem(f"{card.name.text!r} is not a valid id", repair)
        if card.name.text in names:
            what = f"two cards have the id {card.name.text!r}"
            raise card.name.problem(what, "give the newer card a different id")
        if not card.back and not card.code:
            what = "this card has no answer"
            raise card.front.problem(
                what, "add `back: …`, or `code: …` that computes it"
            )
        names.add(card.name.text)
        cards.append(card)
    return tuple(cards)


def prove_cards(cards: tuple[Card, ...], session: PageSession) -> Dealt:
    """Computes what the cards' code gives, and the values in their texts.

    Raises:
        Problem: An expression raises.
    """
    found = []
    for card in cards:
        given = session.value(card.code, f"({card.code.text})!r") if card.code else ""
        found.append(Given(given, session.values(card.texts)))
    return Dealt(tuple(found))
