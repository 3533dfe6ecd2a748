"""Front matter is read with the line of each entry."""

import pytest
from mkdocs.utils import meta

from sitekit.checkout.problems import Problem
from sitekit.scan import front_matter
from sitekit.scan.front_matter import Front, Name, split_front_matter, split_lab_header

pytestmark = pytest.mark.portable

PAGE = """\
---
title: A page
requires:
  - one
  - chapter/two
tags: [a, b]
---

# A page
"""


def test_each_name_has_its_line() -> None:
    matter, body, offset = split_front_matter("docs/page.md", PAGE)
    assert matter.values["title"] == "A page"
    assert matter.names("docs/page.md", "requires") == (
        Name("one", 4),
        Name("chapter/two", 5),
    )
    assert matter.names("docs/page.md", "tags") == (Name("a", 6), Name("b", 6))
    assert matter.names("docs/page.md", "keywords") == ()
    assert body == "\n# A page\n"
    assert offset == 7


def test_a_lab_has_it_as_comments_and_keeps_its_lines() -> None:
    text = "# ---\n# requires:\n#   - one\n# ---\n\n# %%\n1\n"
    matter, body = split_lab_header("snippets/labs/lab.py", text)
    assert matter.names("", "requires") == (Name("one", 3),)
    assert body == "\n\n\n\n\n# %%\n1\n"


def test_without_it_the_page_is_all_body() -> None:
    assert split_front_matter("docs/page.md", "# Title\n") == (
        front_matter.Front(),
        "# Title\n",
        0,
    )
    assert split_lab_header("lab.py", "# %%\n1\n") == (
        front_matter.Front(),
        "# %%\n1\n",
    )


@pytest.mark.parametrize("value", ["one", "{one: two}", "[1, 2]", ""])
def test_what_is_no_list_of_names_is_a_mistake(value: str) -> None:
    text = f"---\ntitle: A page\nrequires: {value}\n---\n"
    matter, _, _ = split_front_matter("docs/page.md", text)
    with pytest.raises(Problem, match="`requires` is not a list of names") as caught:
        matter.names("docs/page.md", "requires")
    assert (caught.value.path, caught.value.line) == ("docs/page.md", 3)


def test_a_mistake_in_the_yaml_has_its_line() -> None:
    for split, text in (
        (split_front_matter, "---\ntitle: A page\nrequires: [\n---\n"),
        (split_lab_header, "# ---\n# title: A page\n# requires: [\n# ---\n"),
    ):
        with pytest.raises(Problem, match="is not valid YAML") as caught:
            split("page", text)
        assert caught.value.line in (3, 4)


@pytest.mark.parametrize(
    "line", ["Note: a sentence", "   key:value", "https://tensorflow.org", "a-b_1:"]
)
def test_what_mkdocs_would_take_from_the_text_is_refused(line: str) -> None:
    text = f"{line}\n\n# A page\n"
    assert meta.get_data(text)[1]  # MkDocs takes it
    with pytest.raises(Problem, match="MkDocs takes the first line") as caught:
        split_front_matter("docs/page.md", text)
    assert (caught.value.path, caught.value.line) == ("docs/page.md", 1)
    mended = f"# A page\n\n{text}"
    assert meta.get_data(mended) == (mended, {})
    assert split_front_matter("docs/page.md", mended) == (Front(), mended, 0)


@pytest.mark.parametrize(
    "line", ["    four: blanks", "ä: x", "two words: x", "`a`: x", "[a]: x", ": x"]
)
def test_what_mkdocs_leaves_in_the_text_is_text(line: str) -> None:
    text = f"{line}\n\n# A page\n"
    assert meta.get_data(text) == (text, {})
    assert split_front_matter("docs/page.md", text) == (Front(), text, 0)


@pytest.mark.parametrize("dots", ["...", "... ", "...\t"])
def test_front_matter_that_dots_end_is_refused(dots: str) -> None:
    text = f"---\ntitle: A page\n{dots}\n# A page\n---\ntext\n"
    assert meta.get_data(text)[0] == "# A page\n---\ntext\n"
    with pytest.raises(Problem, match=r"a line `\.\.\.` ends") as caught:
        split_front_matter("docs/page.md", text)
    assert caught.value.line == 3


def test_dots_in_a_value_are_no_end() -> None:
    text = "---\ntitle: |\n  ...\nsummary: a ...\n---\n"
    matter, _, _ = split_front_matter("docs/page.md", text)
    assert matter.values == {"title": "...\n", "summary": "a ..."}


@pytest.mark.parametrize("key", ["title", "description", "summary"])
def test_no_run_decides_what_front_matter_says(key: str) -> None:
    text = f"---\nkeywords: [a]\n{key}: A page {{{{ n }}}}\n---\n"
    with pytest.raises(Problem, match="the site would show the braces") as caught:
        split_front_matter("docs/page.md", text)
    assert caught.value.line == 3
