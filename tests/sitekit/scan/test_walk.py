"""The elements of a page are walked through in the order in which they are shown."""

import pytest

from sitekit.scan.fences import find_fences
from sitekit.scan.parsed import parse
from sitekit.scan.walk import Walk

pytestmark = pytest.mark.portable


class Noted(Walk):
    """Notes what it meets."""

    def __init__(self, text: str) -> None:
        fences = find_fences(text)[0]
        super().__init__(parse("docs/page.md", text, 0, fences), fences)
        self.met: list[tuple[str, int]] = []
        self.element(self.parsed.root)

    def paragraph(self, text: str) -> None:
        self.met.append((text.strip(), self.lines[0][1] if self.lines else 0))

    def begins(self, line: int) -> None:
        self.met.append(("begins", line))

    def unclosed(self, tag: str, line: int) -> None:
        self.met.append((f"unclosed {tag}", line))

    def unopened(self, tag: str) -> None:
        self.met.append((f"unopened {tag}", self.places.line))

    def too_deep(self) -> None:
        self.met.append(("too deep", self.places.line))


def met(text: str) -> list[tuple[str, int]]:
    return [one for one in Noted(text).met if one[0] != "begins"]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A\n\n## B #\n", [(1, 1, "A"), (3, 2, "B")]),
        ("A\n===\n\nB\n---\n", [(1, 1, "A"), (4, 2, "B")]),
        ("# `tf.function` *and* **more**\n", [(1, 1, "`tf.function` and more")]),
        ("# [Words](x.md) &amp; <b>b</b> < c\n", [(1, 1, "Words & b < c")]),
        ("# A ![a dot](x.svg)\n", [(1, 1, "A a dot")]),
        ("## A {: #id .class }\n", [(1, 2, "A")]),
        ("## A {#id}\n", [(1, 2, "A")]),
        ("## A { data-toc-label='B' }\n", [(1, 2, "A")]),
        ("# A \\# \\*b\\*\n", [(1, 1, "A # *b*")]),
        ("# It is {{ x | y }}\n", [(1, 1, "It is {{ x | y }}")]),
        ("# It is {{ x < y > z }}\n", [(1, 1, "It is {{ x < y > z }}")]),
        ("# A[^1]\n\n[^1]: b\n", [(1, 1, "A")]),
        ("# A <!-- b -->\n", [(1, 1, "A")]),
        ("<!--\n# Old\n-->\n\n# New\n", [(5, 1, "New")]),
        ("<!-- # Old -->\n\n# New\n", [(3, 1, "New")]),
        ("```text\n# Old\n```\n\n# New\n", [(5, 1, "New")]),
        ("<pre>\n# Old\n</pre>\n\n# New\n", [(5, 1, "New")]),
        ("`# Old`\n\n# New\n", [(3, 1, "New")]),
        ("!!! note\n\n    ## In it\n", [(3, 2, "In it")]),
        ('=== "T"\n\n    ## In it\n', [(3, 2, "In it")]),
        ("- ## In it\n\n> ### Too\n", [(1, 2, "In it"), (3, 3, "Too")]),
        ("text\n# A\nmore\n", [(2, 1, "A")]),
        ("# A\n\n# A\n", [(1, 1, "A"), (3, 1, "A")]),
        ("#A\n\n####### Seven\n", [(1, 1, "A"), (3, 6, "# Seven")]),
    ],
)
def test_headings_are_those_that_the_site_shows(
    text: str, headings: list[tuple[int, int, str]]
) -> None:
    found = Noted(text).headings
    assert [(one.line, one.level, one.text) for one in found][
        : len(headings)
    ] == headings
    assert all(one.plain == one.text.replace("`", "") for one in found)


def test_text_comes_piece_by_piece_with_its_line() -> None:
    text = (
        "# A\n\nOne *two*\nthree\n\n- a\n    - b\n\n| c |\n|---|\n| d |\n\n<p>e</p>\n"
    )
    assert met(text) == [
        ("A", 1),
        ("One two\nthree", 3),
        ("a", 6),
        ("b", 7),
        ("c", 9),
        ("d", 11),
        ("e", 0),
    ]


def test_code_and_comments_are_no_text() -> None:
    sign = "\ufffc"
    assert met("a `b` <code>c</code> <kbd>d</kbd> <!-- e -->&amp;\n") == [
        (f"a {sign} {sign} {sign} {sign}", 1)
    ]
    assert met("<script>a</script>\n\n<!--\nb\n-->\n\n<style>c</style>\n") == [
        (sign, 0),
        (sign, 0),
    ]


def test_blocks_begin_on_their_lines() -> None:
    text = "a\n\n- b\n\n    ```text\n    c\n    ```\n\n> ```text\n> d\n> ```\n"
    assert [line for what, line in Noted(text).met if what == "begins"] == [1, 3, 5, 9]


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n\n```text\na\n```\n\n</div>\n",
        "<div>\n<section>\n```text\na\n```\n</section>\n</div>\n",
        "<div markdown>\n<table><tr><td>\n```text\na\n```\n</td></tr></table></div>\n",
        "<details markdown>\n\n```text\na\n```\n\n</details>\n",
        "<div>\n\n```text\na\n```\n",
    ],
)
def test_blocks_in_html_are_met(text: str) -> None:
    assert any(what == "begins" for what, _ in Noted(text).met)
    assert "wzxhzdk" not in str(Noted(text).met)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a <b>c\n\nd</b>\n", [("unclosed b", 1), ("unopened b", 3)]),
        ("<div>\n\na\n", [("unclosed div", 1)]),
        ("<div><span>a</div>\n", [("unclosed span", 1)]),
        ("a\n\nb </div>\n", [("unopened div", 3)]),
        ("a <b>c</b> <br> <img src='x'>\n", []),
        ("<ul><li>a</li></ul>\n", []),
        ("<div>a<p>b</div>\n", [("unclosed p", 1)]),  # which HTML ends by itself
        ("- <i>a\n- b</i>\n", [("unclosed i", 1), ("unopened i", 2)]),
        ("<div markdown>\n\n<b>a</b>\n\n</div>\n", []),
    ],
)
def test_html_that_does_not_end_is_met(
    text: str, wanted: list[tuple[str, int]]
) -> None:
    found = [one for one in met(text) if one[0].startswith("un")]
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("    " * depth + "- a" for depth in range(60)),
        "> " * 60 + "a\n",
        "<div>" * 60 + "a" + "</div>" * 60 + "\n\n- a\n",
    ],
)
def test_nothing_is_too_deep_to_be_walked_through(text: str) -> None:
    deep = [line for what, line in Noted(text).met if what == "too deep"]
    assert bool(deep) == (not text.startswith("<div>"))
