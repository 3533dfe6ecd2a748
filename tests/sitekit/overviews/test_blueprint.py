"""The pictures of how the guide is built show the code as it is, and can be read."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.settings import ROOT
from sitekit.overviews import architecture, blueprint
from sitekit.overviews.blueprint import STEPS, WAYS
from sitekit.overviews.registry import overview_markdown
from sitekit.weave.markdown import to_markdown
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


def test_every_step_is_a_room_or_a_module_or_files_that_are_there() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)
    for step in STEPS:
        if not step.is_dashed:
            place = ROOT / "sitekit" / step.name
            assert place.is_dir() or place.with_suffix(".py").is_file(), step
    for folder in re.findall(r"([\w.]+)/", STEPS[0].name):
        assert (ROOT / folder).is_dir()


def test_every_step_is_on_the_way() -> None:
    names = [step.name for step in STEPS]
    assert {way.target for way in WAYS} == set(names[1:])
    assert {way.source for way in WAYS} == set(names[:-1])


def test_the_rooms_are_drawn_in_their_order(html: str) -> None:
    house = architecture.read_house()
    _, parts = BeautifulSoup(html, "html.parser").select("figure svg")
    drawn = [span.get_text() for span in parts.select("tspan[font-weight]")]
    assert drawn == [room.name for room in house.rooms]
    assert "overviews, run and weave, records" in parts["aria-label"]


def test_each_room_says_what_it_imports(html: str) -> None:
    imports = architecture.read_house().imports
    parts = BeautifulSoup(html, "html.parser").select(".sg-part")
    (scan,) = [part for part in parts if part.summary.text.startswith("scan:")]
    assert f"{imports['scan', 'checkout']} from checkout" in scan.p.get_text()


def test_every_module_is_listed_with_what_it_is_for(html: str) -> None:
    items = BeautifulSoup(html, "html.parser").select(".sg-part li")
    listed = {item.code.get_text(): item.get_text() for item in items}
    assert sorted(listed) == sorted(
        file for room in architecture.read_house().rooms for file in room.modules
    )
    assert "fenced blocks of a Markdown text" in listed["sitekit/scan/fences.py"]
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
    page = library.pages["docs/page.md"]
    text = to_markdown(library, page, "https://x.org/", overview_markdown)
    assert blueprint.FLOW in text
    assert "- scan: Text to blocks: " in text
    assert "    - `sitekit/scan/fences.py`: Finds the fenced blocks" in text
