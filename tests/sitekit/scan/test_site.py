"""All pages are read, and what none of them shows is told."""

import pytest

from sitekit.checkout.problems import Problems
from sitekit.scan.site import scan_site
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable

SNIPPET = """
# --8<-- [start:setup]
import math

# --8<-- [end:setup]
# --8<-- [start:use]
print(math.pi)
# --8<-- [end:use]
"""


LAB = """\
# %% [markdown]
# # A lab
#
# ## Part one

# %%
x = 1
print(x)

# %% [markdown]
# ## Part two

# %% raises="ZeroDivisionError" means="It is wrong."
x / 0
"""


def test_the_site_is_all_pages_and_labs(guide: Guide) -> None:
    guide.page("# One\n", "one")
    guide.page("# Two\n", "chapter/two")
    guide.write("snippets/labs/lab.py", LAB)
    assert [page.path for page in scan_site(guide.settings)] == [
        "docs/chapter/two.md",
        "docs/one.md",
        "snippets/labs/lab.py",
    ]


def told(guide: Guide) -> list[tuple[str, int, str]]:
    with pytest.raises(Problems) as caught:
        scan_site(guide.settings)
    return [(p.path, p.line, p.what) for p in caught.value.problems]


def test_all_mistakes_are_told_at_once(guide: Guide) -> None:
    guide.page("```pythn\n```\n", "one")
    guide.page("# Fine\n", "three")
    guide.page("# T\n```\n```\n", "two")
    assert [(path, line) for path, line, _ in told(guide)] == [
        ("docs/one.md", 1),
        ("docs/two.md", 2),
    ]


def test_a_section_that_no_page_shows_is_told(guide: Guide) -> None:
    snippet = guide.snippet(SNIPPET)
    guide.page('```python\n--8<-- "page.py:setup"\n```\n')
    assert told(guide) == [(snippet, 5, "no page shows section 'use'")]


def test_a_snippet_file_that_no_page_shows_is_told(guide: Guide) -> None:
    snippet = guide.snippet("print('never shown')\n", "chapter/orphan")
    guide.page("# Title\n")
    assert [(path, line) for path, line, _ in told(guide)] == [(snippet, 1)]


def test_the_toolbox_may_have_files_that_no_page_shows(guide: Guide) -> None:
    guide.snippet('"""Functions."""\n', "toolbox/__init__")
    guide.snippet('"""Functions."""\n', "toolbox/drawing")
    guide.page("# Title\n")
    assert len(scan_site(guide.settings)) == 1


def test_a_broken_marker_in_a_file_that_no_page_shows_is_told(guide: Guide) -> None:
    snippet = guide.snippet("# --8<-- [start:a]\npass\n")
    guide.page("# Title\n")
    assert told(guide) == [(snippet, 1, "section 'a' does not end")]


def test_two_pages_with_the_same_text_are_told(guide: Guide) -> None:
    text = "# Title\n\n```python\n1\n```\n"
    guide.page(text, "one")
    guide.page("---\ntitle: Other\n---\n\n" + text, "two")
    ((path, _, what),) = told(guide)
    assert path == "docs/two.md"
    assert "docs/one.md" in what


@pytest.mark.parametrize("to", [".", "..", "{outside}"])
def test_a_link_to_a_folder_is_told(guide: Guide, to: str) -> None:
    guide.page("# A\n", "chapter/page")
    link = guide.root / "docs/chapter/linked"
    link.symlink_to(to.format(outside=guide.outside))
    with pytest.raises(Problems) as caught:
        scan_site(guide.settings)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("docs/chapter/linked", 1)
    assert problem.what == "this is a symbolic link to a folder"
    done = guide.build()
    assert "docs/chapter/linked:1: this is a symbolic link to a folder" in done.stdout
    assert "Traceback" not in done.stdout
