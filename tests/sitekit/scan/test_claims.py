"""Claims: what can be read, what is refused, and which direction words ask."""

import pytest

from sitekit.checkout import Problem
from sitekit.scan import claims
from sitekit.scan.fences import find_fences
from sitekit.scan.model import Claim
from tests.sitekit.miniature import REPOSITORY, Guide

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
    return claims.take_out(REPOSITORY, "docs/page.md", body, 0, find_fences(body)[0])


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
        (
            '{{ "a" if b # c }}',
            "the condition of the claim 'a' is no expression: b # c",
        ),
        (
            '{{ "a" if b) or (c }}',
            "the condition of the claim 'a' is no expression: b)",
        ),
        ('{{ "a" if b == c:.2f }}', "the condition of the claim 'a' is no expression"),
        (
            r'{{ "a" if b != "\n" }}',
            "the condition of the claim 'a' cannot stand in braces: ",
        ),
        (
            '{{ "a" if b != """c""" }}',
            "the condition of the claim 'a' cannot stand in braces: ",
        ),
        ('{{ "" if b }}', 'there are no words in this claim: "" if b'),
        ('{{ " " if b }}', 'there are no words in this claim: " " if b'),
        ('{{ """a""" if b }}', 'there are no words in this claim: """a""" if b'),
        ('{{ "a" if len("b") }}', "the claim 'a' rests on nothing that ran: len"),
        (
            '{{ "a" if (b := 2) == c }}',
            "the claim 'a' would change what the page computes: b :=",
        ),
    ],
)
def test_a_claim_that_nothing_bears_out_is_refused(typed: str, what: str) -> None:
    with pytest.raises(Problem) as told:
        text(f"# A page\n\nSo {typed}.")
    assert told.value.line == 3
    assert told.value.what.startswith(what)
    assert told.value.repair


def test_a_claim_above_all_code_is_refused(guide: Guide) -> None:
    text = '# A page\n\n{{ "so" if a }}\n\n```python\na = 1\n```\n'
    with pytest.raises(Problem, match="no Python block above bears out 'so'") as told:
        guide.scan(text)
    assert told.value.line == 3


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ('{{ "```text" if a }}\nA text\n{{ "```" if a }}', 9),
        ('```text\nA\n```\n\n{{ "```text" if a }}\n```text\n```\n', 13),
    ],
)
def test_a_claim_neither_opens_nor_ends_a_block(
    guide: Guide, typed: str, line: int
) -> None:
    text = f"# A page\n\n```python\na = 1\n```\n\nWords.\n\n{typed}\n"
    with pytest.raises(Problem, match="in braces on this line opens or closes") as told:
        guide.scan(text)
    assert told.value.line == line


@pytest.mark.parametrize("words", ["is so # and", "#one", "is\t# so"])
def test_words_are_no_comment_of_a_study_aid(guide: Guide, words: str) -> None:
    text = PAGE.replace("a is larger", words).format(prose="{{ 'a # b' if a }}")
    with pytest.raises(Problem, match="what follows `#` would be a comment") as told:
        guide.scan(text)
    assert told.value.line == 13


@pytest.mark.parametrize(
    "condition",
    [
        '{"a": 1}["a"] == a | b',
        "{a, b} == {1}",
        'f"{a}" == "1"',
        'f"{a:.1f}" == "if b"',
        "(b if c else d)",
        "(lambda q: q > 1)(a)",
    ],
)
def test_a_condition_may_have_braces_and_pipes(condition: str) -> None:
    found = text(f"| {{{{ 'a' if {condition} }}}} | {{{{ 'a' if c }}}} |")
    assert found.body == "| a | a |"
    assert [one.holds for one in found.claims] == [condition, "c"]


@pytest.mark.parametrize("key", ["alt", "caption", "title"])
def test_a_value_in_a_header_is_refused(guide: Guide, key: str) -> None:
    text = f'# A page\n\n```{{.python {key}="So {{{{ n }}}} are"}}\nn = 1\n```\n'
    with pytest.raises(Problem, match=f"`{key}` cannot show the inline value") as told:
        guide.scan(text)
    assert told.value.line == 3
