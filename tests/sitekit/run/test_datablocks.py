"""Blocks of data are parsed, so that what is shown is well formed."""

import pytest

from sitekit.checkout.problems import Problem
from sitekit.run.datablocks import parse_data
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("json", '{"a": [1, 2.5, null]}'),
        ("yaml", "a: 1\n---\nb: [2, 3]"),
        ("toml", '[a]\nb = "c"'),
    ],
)
def test_well_formed_data_passes(guide: Guide, language: str, text: str) -> None:
    (block,) = guide.scan(f"```{language}\n{text}\n```\n").blocks
    assert parse_data(block) is None


@pytest.mark.parametrize(
    ("language", "text", "line", "what"),
    [
        ("json", '{\n  "a": 1,\n}', 5, "not valid JSON"),
        ("json", "", 2, "not valid JSON"),
        ("json", "{'a': 1}", 3, "not valid JSON"),
        ("json", '{"a": 1,\n"b": NaN}', 4, "NaN is not a JSON number"),
        ("json", '{"a": 1,\n"a": 1}', 4, '"a" occurs twice'),
        ("json", "[" * 9999, 3, "more than 100 levels deep"),
        ("json", "9" * 5000, 3, "not valid JSON"),
        ("yaml", "[" * 9999, 3, "more than 100 levels deep"),
        ("yaml", "a: 1\n---\nb: 1\nc: 2\nb: 3", 7, "`b` occurs twice"),
        ("toml", "a = 1\nb = " + "[" * 9999, 4, "nested too deeply"),
        ("toml", "x = 1\n" + "a." * 50_000 + "b = 1", 4, "more than 100 levels deep"),
        ("toml", "[" + "a-b . " * 50_000 + "c]", 3, "more than 100 levels deep"),
        ("toml", "x = {" + "'a b'.\"c\"." * 9_000 + "d = 1}", 3, "100 levels deep"),
        ("toml", "x = " + "9" * 5000, 3, "not valid TOML"),
        ("yaml", "a: 1\nb: [2\nc: 3", 5, "not valid YAML"),
        ("yaml", "a: b: c", 3, "not valid YAML"),
        ("toml", "a = 1\nb = \nc = 3", 4, "not valid TOML"),
        ("toml", "a = 1\na = 2", 4, "not valid TOML"),
    ],
)
def test_broken_data_is_a_problem_at_its_line(
    guide: Guide, language: str, text: str, line: int, what: str
) -> None:
    fence = f"```{language}\n{text}\n```\n" if text else f"```{language}\n```\n"
    (block,) = guide.scan(f"# Title\n{fence}").blocks
    with pytest.raises(Problem) as caught:
        parse_data(block)
    assert (caught.value.path, caught.value.line) == ("docs/page.md", line)
    assert what in caught.value.what


def test_broken_data_from_a_snippet_file_is_told_there(guide: Guide) -> None:
    guide.write(
        "snippets/page.py", "# --8<-- [start:a]\n{\n  nothing\n}\n# --8<-- [end:a]\n"
    )
    (block,) = guide.scan('```json\n--8<-- "page.py:a"\n```\n').blocks
    with pytest.raises(Problem) as caught:
        parse_data(block)
    assert (caught.value.path, caught.value.line) == ("snippets/page.py", 3)
