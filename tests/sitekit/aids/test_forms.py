"""The YAML of a study aid, each text with its line."""

import pytest

from sitekit.aids.forms import Form, document, items
from sitekit.checkout import Problem
from sitekit.checkout.sources import Excerpt, Line

pytestmark = pytest.mark.portable


def excerpt(text: str) -> Excerpt:
    """A quiz whose text begins on line 11 of a page."""
    lines = enumerate(text.rstrip("\n").split("\n"), 11)
    code = tuple(Line(line, "docs/a.md", number) for number, line in lines)
    return Excerpt("docs/a.md", 0, 10, "quiz", {}, (), code if text else ())


def form(text: str) -> Form:
    asked = excerpt(text)
    return Form(asked, document(asked), {"one"}, {"two", "three"})


def test_texts_are_as_they_are_written_with_their_lines() -> None:
    found = form("one: no\ntwo: 1.0\n")
    assert (found.required("one").text, found.required("one").line) == ("no", 11)
    two = found.optional("two")
    assert two is not None and (two.text, two.line) == ("1.0", 12)
    assert found.optional("three") is None


def test_inline_values_are_found() -> None:
    text = form('one: "{{ a }} and {{ b + 1 }}"\n').required("one")
    assert text.expressions == ["a", "b + 1"]


def test_code_keeps_the_lines_that_it_is_edited_on() -> None:
    lines = form("one: a\ntwo: |\n  x = 1\n  x\n").code("two")
    assert [(line.text, line.number) for line in lines] == [("x = 1", 13), ("x", 14)]
    assert form("one: a\n").code("two") == ()


def test_lists_and_pairs() -> None:
    found = form("one: a\ntwo: [b, c]\nthree: {d: e}\n")
    assert [text.text for text in found.texts("two")] == ["b", "c"]
    assert [(k.text, v.text) for k, v in found.pairs("three")] == [("d", "e")]
    assert [node.value for node in items(excerpt("- x\n- y\n"))] == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 10, "this quiz block is empty"),
        ("one\n", 11, "this quiz has no `key: value`"),
        ("two: a\n", 11, "this quiz has no `one`"),
        ("one: a\nfour: b\n", 12, "unknown key `four`"),
        ("one: a\none: b\n", 12, "`one` occurs twice"),
        ("one: [\n", 11, "not valid YAML: "),
    ],
)
def test_what_is_no_form_is_told_with_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(Problem) as caught:
        form(text)
    assert (caught.value.path, caught.value.line) == ("docs/a.md", line)
    assert what in caught.value.what
