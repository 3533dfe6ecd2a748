"""Sections of snippet files, and the lines that include them."""

import pytest

from sitekit.checkout.problems import Problem
from sitekit.checkout.sources import Line
from sitekit.scan.sections import read_sections, resolve
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable

SNIPPET = """
import os

# --8<-- [start:one]
x = 1

# --8<-- [start:inner]
y = 2
# --8<-- [end:inner]
# --8<-- [end:one]


def function():
    # --8<-- [start:deep-er]
    if x:
        return y
    # --8<-- [end:deep-er]
"""


def include(guide: Guide, *lines: str) -> tuple[list[Line], list[str]]:
    """Resolves the lines of a block that stands at line 11 of a page."""
    numbered = [Line(line, "docs/p.md", 11 + n) for n, line in enumerate(lines)]
    return resolve(guide.root, "docs/p.md", numbered)


def problem(guide: Guide, *lines: str) -> Problem:
    with pytest.raises(Problem) as caught:
        include(guide, *lines)
    return caught.value


def test_sections_are_dedented_and_keep_their_lines(guide: Guide) -> None:
    path = guide.snippet(SNIPPET, "chapter/topic")
    sections = read_sections(guide.root, path)
    assert {
        name: [(line.number, line.text) for line in section.lines]
        for name, section in sections.items()
    } == {
        "one": [(4, "x = 1"), (5, ""), (7, "y = 2")],
        "inner": [(7, "y = 2")],
        "deep-er": [(14, "if x:"), (15, "    return y")],
    }


def test_an_include_becomes_the_section_with_its_own_lines(guide: Guide) -> None:
    path = guide.snippet(SNIPPET, "chapter/topic")
    lines, used = include(
        guide, "before()", '    --8<-- "chapter/topic.py:one"', "after()"
    )
    assert lines == [
        Line("before()", "docs/p.md", 11),
        Line("    x = 1", path, 4),
        Line("", path, 5),
        Line("    y = 2", path, 7),
        Line("after()", "docs/p.md", 13),
    ]
    assert used == [f"{path}:one"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('--8<-- "chapter/topic.py:two"', "has no section 'two'"),
        ('--8<-- "chapter/topic.py"', "does not name a section"),
        ('--8<-- "chapter/topic.py:"', "does not name a section"),
        ('--8<-- "chapter/other.py:one"', "other.py does not exist"),
        ('--8<-- "chapter:one"', "chapter does not exist"),
        ('--8<-- "../pyproject.toml:one"', "outside snippets/"),
        ('--8<-- "/etc/hostname:one"', "outside snippets/"),
        ('-8<- "chapter/topic.py:one"', "cannot be read"),
        ('--8<--"chapter/topic.py:one"', "cannot be read"),
        ("--8<-- 'chapter/topic.py:one'", "cannot be read"),
        ("--8<-- chapter/topic.py:one", "cannot be read"),
        ('--8<-- "chapter/topic.py:one" # and more', "cannot be read"),
        ('---8<--- "chapter/topic.py:one"', "cannot be read"),
    ],
)
def test_a_wrong_include_is_a_problem_at_its_own_line(
    guide: Guide, line: str, what: str
) -> None:
    guide.snippet(SNIPPET, "chapter/topic")
    found = problem(guide, "fine()", line)
    assert (found.path, found.line) == ("docs/p.md", 12)
    assert what in found.what


def test_a_missing_section_is_answered_with_those_that_exist(guide: Guide) -> None:
    guide.snippet(SNIPPET, "chapter/topic")
    repair = problem(guide, '--8<-- "chapter/topic.py:two"').repair
    assert repair == "use one of: deep-er, inner, one"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("# --8<-- [start:a]\nx\n# --8<-- [end:a]\n# --8<-- [start:a]\n", 4,
         "'a' is defined twice"),
        ("\n\n# --8<-- [start:a]\n# --8<-- [end:a]\n", 2, "'a' is empty"),
        ("# --8<-- [start:a]\n\n \n# --8<-- [end:a]\n", 1, "'a' is empty"),
        ("# --8<-- [start:a]\n# --8<-- [start:a]\n", 2, "'a' is defined twice"),
        ("pass\n# --8<-- [start:a]\npass\n", 2, "'a' does not end"),
        ("pass\n# --8<-- [end:a]\n", 2, "'a' ends here but does not start"),
        ("# --8<-- [strat:a]\n", 1, "cannot be read"),
        ("# --8<-- start:a\n", 1, "cannot be read"),
        ("#--8<-- [start: a]\n", 1, "cannot be read"),
    ],
)  # fmt: skip
def test_a_wrong_marker_is_a_problem_in_the_snippet_file(
    guide: Guide, text: str, line: int, what: str
) -> None:
    path = guide.snippet(text)
    found = problem(guide, '--8<-- "page.py:a"')
    assert (found.path, found.line) == (path, line)
    assert what in found.what


def test_an_edit_of_the_snippet_file_is_seen(guide: Guide) -> None:
    for code in ("x = 1", "x = 2"):
        guide.snippet(f"# --8<-- [start:a]\n{code}\n# --8<-- [end:a]\n")
        lines, _ = include(guide, '--8<-- "page.py:a"')
        assert [line.text for line in lines] == [code]
