"""A page that is begun passes as it stands, and nothing is overwritten."""

import pytest

from sitekit.checkout import navigation
from sitekit.checkout.navigation import read_navigation
from sitekit.checkout.problems import Problem
from sitekit.commands import new
from tests.sitekit.miniature import Guide

NAV = """\
site_name: A guide
nav:
  - Start: index.md
  - Data:
      - One: data/one.md   # the first
      - Two: data/two.md
  - Reference:
      - Words: reference/words.md
plugins: []  # more
"""


def placed(guide: Guide, name: str) -> list[str]:
    guide.write(navigation.FILE, NAV)
    text = new.placed(NAV, read_navigation(guide.root), name, "New")
    before = NAV.splitlines()
    return [line for line in text.splitlines() if line not in before]


def test_what_is_begun_runs_and_builds(guide: Guide) -> None:
    guide.page(
        "---\ndescription: The first page of the guide, which says hello to all.\n"
        "---\n\n# Start\n",
        "index",
    )
    written = new.create(guide.root, "data/batching", "Batching")
    page = "docs/data/batching.md"
    assert page in written
    ran = guide.run(page)[page]
    assert set(ran.statuses) == {"passed"}, ran.failure
    assert ran.page.title == "Batching"
    done = guide.build()
    assert done.returncode == 0, done.stdout
    text = (guide.site / "data/batching/index.html").read_text("utf-8")
    assert "the mean is 2.5." in text


def test_it_stands_at_the_end_of_its_chapter(guide: Guide) -> None:
    assert placed(guide, "data/new") == ["      - New: data/new.md"]
    text = new.placed(NAV, read_navigation(guide.root), "data/new", "New")
    assert text.index("data/two.md") < text.index("data/new.md") < text.index("Refer")


def test_a_new_chapter_stands_before_the_reference(guide: Guide) -> None:
    assert placed(guide, "going_fast/new") == [
        "  - Going fast:",
        "      - New: going_fast/new.md",
    ]
    text = new.placed(NAV, read_navigation(guide.root), "going_fast/new", "New")
    assert text.index("data/two.md") < text.index("Going fast") < text.index("Refer")


def test_where_there_is_no_reference_a_new_chapter_is_the_last(guide: Guide) -> None:
    nav = NAV.replace("Reference", "Anything")
    guide.write(navigation.FILE, nav)
    text = new.placed(nav, read_navigation(guide.root), "fast/new", "New")
    assert text.index("reference/words.md") < text.index("fast/new.md")
    assert text.index("fast/new.md") < text.index("plugins")


@pytest.mark.parametrize("name", ["batching", "Data/x", "a/b/c", "../a", "a/b.md", ""])
def test_what_is_no_name_is_refused(guide: Guide, name: str) -> None:
    with pytest.raises(Problem, match="is not a valid page name"):
        new.create(guide.root, name, "Title")


@pytest.mark.parametrize("title", ["", " ", 'A "word"', "two\nlines"])
def test_what_is_no_title_is_refused(guide: Guide, title: str) -> None:
    with pytest.raises(Problem, match="is not a valid title"):
        new.create(guide.root, "data/one", title)


@pytest.mark.parametrize(
    "path",
    [
        "docs/data/one.md",
        "snippets/data/one.py",
        "snippets/data/exercises/one_total/check.py",
    ],
)
def test_nothing_is_overwritten(guide: Guide, path: str) -> None:
    guide.write(path, "mine\n")
    config = (guide.root / navigation.FILE).read_text("utf-8")
    before = sorted(guide.root.rglob("*"))
    with pytest.raises(Problem) as caught:
        new.create(guide.root, "data/one", "One")
    assert caught.value.path == path
    assert sorted(guide.root.rglob("*")) == before
    assert (guide.root / navigation.FILE).read_text("utf-8") == config
