"""Claims: what can be read, what is refused, and which direction words ask."""

import pytest

from sitekit.checkout import Problem
from sitekit.scan import claims
from sitekit.scan.fences import find_fences
from sitekit.scan.model import Claim
from tests.sitekit.miniature import Guide

PAGE = """
# Falling

```{{.python alt="A line {{{{ 'that falls' if axes[0].lines and b < a }}}}"}}
a, b = 2, 1
```

{prose}

```quiz
question: Which is larger?
answer: max(a, b)
typed: true
why: Here {{{{ "a is larger" if a > b }}}}, as it was.
```
"""


def text(body: str) -> claims.Text:
    return claims.take_out("docs/page.md", body, 0, find_fences(body)[0])


def test_the_words_of_claims_stand_in_the_text_wherever_a_reader_reads(
    guide: Guide,
) -> None:
    prose = 'So {{ "`b` is lower" if b < a }} and {{ a }}.\n\n| x |\n|---|\n| {{ '
    prose += "'two' if a == 2 }} |"
    page = guide.scan(PAGE.format(prose=prose))
    assert page.blocks[0].options.alt == "A line that falls"
    assert "So `b` is lower and {{ a }}." in page.body
    assert "| two |" in page.body
    assert "why: Here a is larger, as it was." in page.body
    assert page.claims == (
        Claim("that falls", "axes[0].lines and b < a", "docs/page.md", 3, 0, True),
        Claim("`b` is lower", "b < a", "docs/page.md", 7, 0, False),
        Claim("two", "a == 2", "docs/page.md", 11, 0, False),
        Claim("a is larger", "a > b", "docs/page.md", 17, 1, False),
    )
    assert [value.expression for value in page.values] == ["a"]


def test_what_stands_in_code_is_no_claim() -> None:
    body = '```python\nx = {{ "a" if b }}\n```\n'
    assert text(body).body == body


@pytest.mark.parametrize(
    "body",
    ['{{ "more" if a > b else "less" }}', "{{ a }}", '{{ f"{a}" }}', '{{ "a" }}'],
)
def test_a_choice_of_words_is_a_value(body: str) -> None:
    assert text(body) == claims.Text(body, body)


def test_marks_end_sentences_and_are_counted() -> None:
    found = text("Take the first. {{ advice }} It is *x*, always {{definition}}.")
    assert found.body == "Take the first. It is *x*, always."
    assert found.marks == {"advice": 1, "definition": 1}
    signs = claims.SIGNS
    masked = f"Take the first.{signs['advice']} It is *x*, always{signs['definition']}."
    assert found.masked == masked


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ('{{ "a" if b < }}', "the condition of the claim 'a' is no expression: b <"),
        ('{{ "a" if 1 < 2 }}', "the claim 'a' rests on nothing that ran: 1 < 2"),
        (
            '{{ "x is larger" if x < y }}',
            "the claim says 'larger', but its condition does not ask it: x < y",
        ),
        ("{{ fact nowhere }}", "there is no fact 'nowhere'"),
    ],
)
def test_a_claim_that_nothing_bears_out_is_refused(typed: str, what: str) -> None:
    with pytest.raises(Problem) as told:
        text(f"# A page\n\nSo {typed}.")
    assert (told.value.line, told.value.what) == (3, what)
    assert told.value.repair


def test_a_claim_above_all_code_is_refused(guide: Guide) -> None:
    text = '# A page\n\n{{ "so" if a }}\n\n```python\na = 1\n```\n'
    with pytest.raises(Problem, match="no Python block above bears out 'so'") as told:
        guide.scan(text)
    assert told.value.line == 3


@pytest.mark.parametrize(
    ("words", "holds", "unasked"),
    [
        ("the loss falls", "loss[-1] < loss[0]", []),
        ("the loss rises", "loss[-1] < loss[0]", ["rises"]),
        ("the loss falls", "loss[-1] > loss[0]", ["falls"]),
        ("it is larger", "a >= b", []),
        ("it is larger", "a >= b > c", []),
        ("it is never larger", "not any(a > b)", []),
        ("they never differ", "a < b", []),
        ("both are equal", "np.allclose(a, b)", []),
        ("both are equal", "a < b", ["both", "equal"]),
        ("each is right", "all(right)", []),
        ("each is right", "any(right)", ["each"]),
        ("twice as much", "a > 2 * b", []),
        ("twice as much", "a > 3 * b", ["twice"]),
        ("half of it", "a < b / 2", []),
        ("half of it", "a < b / 4", ["half"]),
        ("the largest of them", "a == max(all_of_them)", []),
        ("the largest of them", "a == min(them)", ["largest"]),
        ("the smallest of them", "a == min(them)", []),
        ("the smallest of them", "a == max(them)", ["smallest"]),
        ("no larger", "a <= b", []),
        ("less loss", "a > b", ["less"]),
        ("`less` and `None`", "a > b", []),
        ("64 units", "units == 64", []),
        ("64 units", "units == 65", ["64"]),
        ("no 64 units", "units == 65", ["64"]),
        ("1,500 rows, 2.5 each", "rows == 1500 and each == 2.5", []),
        ("more than 90 % of them", "share > 0.9", []),
        ("`64` units", "units == layer.units", []),
        ("the first one is it", "found == rows[0]", []),
        ("the first one is it", "found == rows[-1]", ["first"]),
        ("the last one is it", "found == rows[-1]", []),
        ("the last one is it", "found == rows[0]", ["last"]),
        ("it is faster", "seconds < others", []),
        ("it is faster", "seconds == others", ["faster"]),
        ("the best of them", "a == max(them)", []),
        ("the best of them", "a == them", ["best"]),
    ],
)
def test_words_of_a_direction_have_to_be_asked(
    words: str, holds: str, unasked: list[str]
) -> None:
    assert [word for word, _ in claims.unasked(words, holds)] == unasked
