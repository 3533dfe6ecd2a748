"""Front matter is read with the line of each entry."""

import pytest

from sitekit.checkout.problems import Problem
from sitekit.scan import front_matter
from sitekit.scan.front_matter import Name, split_front_matter, split_lab_header

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
        with pytest.raises(Problem, match="is not YAML") as caught:
            split("page", text)
        assert caught.value.line in (3, 4)
