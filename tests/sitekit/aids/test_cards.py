"""Cards are data; what code answers is computed."""

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problem
from sitekit.weave.aids import aid_counts, all_cards
from tests.sitekit.miniature import Guide

SETUP = """\
# A page

```python
shape = (2, 3)
```

```cards
"""
GOOD = """\
- id: loss
  front: Which loss?
  back: "`mse`, of {{ len(shape) }} axes"
- id: shape
  front: What is this?
  code: shape
"""


def test_code_answers_and_values_are_computed(guide: Guide) -> None:
    ran = guide.prove(f"{SETUP}{GOOD}```\n", "chapter/page")
    assert ran.statuses == ["passed", "passed"], ran.failure
    ((page, found),) = all_cards(guide.library())
    assert page.path == "docs/chapter/page.md"
    assert [(c.name, c.front, c.code, c.given, c.back) for c in found] == [
        ("chapter/page:loss", "Which loss?", "", "", "`mse`, of 2 axes"),
        ("chapter/page:shape", "What is this?", "shape", "(2, 3)", ""),
    ]
    assert aid_counts(page) == {"questions": 0, "exercises": 0, "cards": 2}


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("id: shape", "id: loss", 11, "two cards have the id 'loss'"),
        ("id: shape", "id: The Shape", 11, "is not a valid id"),
        ("  code: shape\n", "", 12, "this card has no answer"),
        ("- id: loss\n ", "-", 8, "this card has no `id`"),
        (GOOD, "no: list\n", 8, "this is not a list"),
    ],
)
def test_what_is_no_card_is_refused_with_its_line(
    guide: Guide, old: str, new: str, line: int, what: str
) -> None:
    assert old in GOOD
    with pytest.raises(Problem) as caught:
        guide.scan(f"{SETUP}{GOOD.replace(old, new)}```\n")
    assert what in caught.value.what
    assert (caught.value.path, caught.value.line) == ("docs/page.md", line)


def test_an_expression_that_raises_is_named(guide: Guide) -> None:
    ran = guide.prove(f"{SETUP}{GOOD.replace('code: shape', 'code: shap')}```\n")
    assert ran.where == ("docs/page.md", 13)
    assert "NameError" in ran.failure.what


def test_the_page_and_the_deck_show_them_folded(guide: Guide) -> None:
    guide.prove(f"{SETUP}{GOOD}```\n", "chapter/page")
    soup = BeautifulSoup(guide.render(f"{SETUP}{GOOD}```\n"), "html.parser")
    cards = soup.select("section.sg-cards[data-block='1'] > details.sg-flashcard")
    assert [card["data-card"] for card in cards] == [
        "chapter/page:loss",
        "chapter/page:shape",
    ]
    assert cards[1].summary.get_text() == "What is this? shape"
    assert cards[1].select_one(".sg-back pre").get_text() == "(2, 3)"
    deck = "```deck\n```\n"
    guide.prove(deck, "deck")
    soup = BeautifulSoup(guide.render(deck), "html.parser")
    section = soup.select_one(".sg-deck[data-block='0'] section")
    assert section["data-page"] == "chapter/page"
    assert section.h2.a["href"] == "../chapter/page/"
    assert len(section.select("details.sg-flashcard")) == 2


def test_a_block_without_cards_is_empty(guide: Guide) -> None:
    with pytest.raises(Problem, match="this cards block is empty"):
        guide.scan("```cards\n[]\n```\n")
