"""The chapters and the order of their pages come from `mkdocs.yml`."""

from pathlib import Path

import pytest

from sitekit.checkout.navigation import Chapter, Entry, read_navigation
from sitekit.checkout.problems import Problem

pytestmark = pytest.mark.portable

NAV = """\
site_name: A guide
theme: !ENV [NO_SUCH, x]
emoji: !!python/name:no.such.thing
nav:
  - Start: index.md
  - alone.md
  - A chapter:
      - The first: a/first.md
      - a/second.md
      - Elsewhere: https://example.org/
      - Deeper:
          - The third: labs/third.ipynb
"""


def test_chapters_and_pages_have_titles_and_lines(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(NAV)
    assert read_navigation(tmp_path) == (
        Chapter("", (Entry("index", "Start", 5),)),
        Chapter("", (Entry("alone", "", 6),)),
        Chapter(
            "A chapter",
            (
                Entry("a/first", "The first", 8),
                Entry("a/second", "", 9),
                Entry("labs/third", "The third", 12),
            ),
        ),
    )


def test_without_a_navigation_there_are_no_chapters(tmp_path: Path) -> None:
    assert read_navigation(tmp_path) == ()
    (tmp_path / "mkdocs.yml").write_text("site_name: A guide\n")
    assert read_navigation(tmp_path) == ()


def test_an_empty_entry_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - {}\n", "utf-8")
    with pytest.raises(Problem, match="not a list of pages here") as caught:
        read_navigation(tmp_path)
    assert caught.value.line == 2
