"""The texts for language models name every page, in the order of `mkdocs.yml`."""

from pathlib import Path

import pytest

from sitekit.checkout import navigation
from sitekit.checkout.navigation import Chapter, read_navigation
from sitekit.publish import llms
from sitekit.publish.metadata import Site
from tests.sitekit.miniature import Guide

SITE = Site("Name", "What it is.", "https://example.org/", "https://github.com/a", "b")
NAV = """\
nav:
  - Start: index.md
  - chapter/topic.md
  - Deep:
      - Deeper:
          - labs/lab.ipynb
      - Words: words.md
  - Elsewhere: https://example.org/
"""


@pytest.fixture
def nav(tmp_path: Path) -> tuple[Chapter, ...]:
    (tmp_path / navigation.FILE).write_text(NAV)
    return read_navigation(tmp_path)


def test_chapters_follow_the_navigation(built: Guide, nav: tuple[Chapter, ...]) -> None:
    found = llms.chapters(built.library(), nav)
    assert [(title, [page.path for page in pages]) for title, pages in found] == [
        ("Start", ["docs/index.md"]),
        ("A topic", ["docs/chapter/topic.md"]),
        ("Deep", ["snippets/labs/lab.py", "docs/words.md"]),
        ("More", ["docs/proof.md"]),
    ]


def test_the_index_has_the_form_of_llmstxt_org(
    built: Guide, nav: tuple[Chapter, ...]
) -> None:
    contents = llms.chapters(built.library(), nav)
    title, summary, about, *rest = llms.index(contents, SITE).split("\n\n")
    assert (title, summary) == ("# Name", "> What it is.")
    assert "Markdown" in about
    assert rest[:4] == [
        "## Start",
        "- [Start](https://example.org/index.md): "
        "The first page of the miniature guide, which says hello to all.",
        "## A topic",
        "- [A topic](https://example.org/chapter/topic/topic.md): "
        "A page of the miniature guide with a block of every kind on it.",
    ]
    assert rest[-2] == "## Optional"
    assert rest[-1].endswith("(https://example.org/llms-full.txt)\n")


@pytest.mark.parametrize("name", ["index.md", "words/words.md", "labs/lab/lab.md"])
def test_the_full_text_holds_every_page(built: Guide, name: str) -> None:
    site: Path = built.site
    full = (site / llms.FULL).read_text("utf-8")
    assert (site / name).read_text("utf-8").strip() in full
