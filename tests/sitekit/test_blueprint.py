"""The pictures of how the guide is built show the code as it is, and can be read."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from sitekit import architecture, blueprint
from sitekit.blueprint import STEPS, WAYS
from sitekit.page_markdown import to_markdown
from sitekit.settings import ROOT
from tests.sitekit.miniature import Guide

PAGE = "# Built\n\n```flow\n```\n\n```parts\n```\n"
# Texts that leave their box, and arrows that touch a box between their ends.
WRONG = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    const boxes = [...svg.querySelectorAll("rect")].map(r => r.getBoundingClientRect());
    for (const line of svg.querySelectorAll("tspan")) {
      const t = line.getBoundingClientRect();
      if (!boxes.some(b => b.left < t.left && t.right < b.right &&
                           b.top < t.top && t.bottom < b.bottom))
        found.push(line.textContent);
    }
    for (const arrow of svg.querySelectorAll("path[stroke]")) {
      const a = arrow.getBoundingClientRect();
      const met = boxes.filter(b => b.left < a.right && a.left < b.right &&
                                    b.top < a.bottom + 7 && a.top < b.bottom + 1);
      if (met.length != 2) found.push(arrow.outerHTML);
    }
  }
  return found;
}"""


@pytest.fixture
def html(guide: Guide) -> str:
    guide.prove(PAGE)
    return guide.render(PAGE)


def test_every_step_is_a_module_or_files_that_are_there() -> None:
    modules = architecture.read().files
    assert len({step.name for step in STEPS}) == len(STEPS)
    for step in STEPS:
        if not step.is_file:
            assert step.name in modules, step
    for folder in re.findall(r"([\w.]+)/", STEPS[0].name):
        assert (ROOT / folder).is_dir()


def test_every_step_is_on_the_way() -> None:
    names = [step.name for step in STEPS]
    assert {way.target for way in WAYS} == set(names[1:])
    assert {way.source for way in WAYS} == set(names[:-1])


def test_the_parts_are_drawn_with_the_imports_between_them(html: str) -> None:
    counts = architecture.read().between()
    _, parts = BeautifulSoup(html, "html.parser").select("figure svg")
    drawn = [text.get_text() for text in parts.select("text[text-anchor]")]
    assert drawn == [str(counts[pair]) for pair in architecture.needed(counts)]
    one, other = architecture.needed(counts)[0]
    assert f"{one} from {other} ({counts[one, other]})" in parts["aria-label"]


def test_every_module_is_listed_with_what_it_is_for(html: str) -> None:
    items = BeautifulSoup(html, "html.parser").select(".sg-part li")
    listed = {item.code.get_text(): item.get_text() for item in items}
    assert sorted(listed) == sorted(architecture.read().files.values())
    assert "fenced blocks of a Markdown text" in listed["sitekit/fences.py"]
    assert all(text.endswith((".", "`")) for text in listed.values()), listed


def test_the_pictures_can_be_read(html: str, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 700, "height": 900})
    try:
        page.set_content(f'<div style="font: 14px system-ui">{html}</div>')
        assert page.evaluate(WRONG) == []
    finally:
        page.close()


def test_in_plain_markdown_the_pictures_are_words(guide: Guide) -> None:
    guide.prove(PAGE)
    library = guide.library()
    text = to_markdown(library, library.pages["docs/page.md"], "https://x.org/")
    assert blueprint.FLOW in text
    assert "- Scan: Markdown and code become blocks\n" in text
    assert "    - `sitekit/fences.py`: Finds the fenced blocks" in text
