"""What a page or a lab says about itself is read, and moves no line."""

import pytest

from sitekit import front_matter
from sitekit.problems import Problem
from sitekit.scan import scan_page
from tests.sitekit.miniature import Guide

LAB = """\
# ---
# title: A lab
# description: >-
#   A sentence
#   on two lines.
# ---

# %%
1 / 1
"""


def test_a_page_s_front_matter_is_split_off() -> None:
    text = "---\ntitle: T\ntags: [a]\n---\n\nText.\n"
    assert front_matter.split("docs/page.md", text) == (
        {"title": "T", "tags": ["a"]},
        "\nText.\n",
        4,
    )


def test_a_lab_s_header_is_read_and_leaves_its_lines() -> None:
    front, body = front_matter.split_lab("snippets/labs/lab.py", LAB)
    assert front == {"title": "A lab", "description": "A sentence on two lines."}
    assert body == "\n" * 7 + "# %%\n1 / 1\n"


@pytest.mark.parametrize(
    "text", ["# %%\n1\n", "\n# ---\n# a: b\n# ---\n", "# ---\nx\n"]
)
def test_a_lab_without_a_header_is_left_alone(text: str) -> None:
    assert front_matter.split_lab("snippets/labs/lab.py", text) == ({}, text)


def test_a_header_that_is_not_yaml_is_a_problem_with_its_line() -> None:
    with pytest.raises(Problem, match="not YAML") as caught:
        front_matter.split_lab("snippets/labs/lab.py", "# ---\n# a: b\n# c: [\n# ---\n")
    assert (caught.value.path, caught.value.line) == ("snippets/labs/lab.py", 4)


def test_pages_and_labs_have_their_description(guide: Guide) -> None:
    path = guide.write("snippets/labs/lab.py", LAB)
    lab = scan_page(guide.settings, path)
    assert (lab.title, lab.description) == ("A lab", "A sentence on two lines.")
    assert [block.where for block in lab.blocks] == [(path, 9)]
    page = guide.scan("---\ndescription: About it.\n---\n\n# Title\n")
    assert (page.title, page.description) == ("Title", "About it.")
    assert guide.scan("# Title\n").description == ""
