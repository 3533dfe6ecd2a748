"""Cheat sheets, in the browser and on paper."""

import re

import pytest

from sitekit.checkout.settings import load
from sitekit.overviews.prerequisites import read_prerequisites
from sitekit.overviews.sheets import read_sheets
from sitekit.records.library import Library
from sitekit.scan.addresses import address

LIBRARY = Library.read(load())
SHEETS = read_sheets(LIBRARY)
ALL = "sheets/everything"
LIMIT = 2  # pages of paper
SMALLEST = 6  # points
PAPER = {"width": 718, "height": 1047}  # A4 without margins of 10 mm, in pixels
PAGE = re.compile(rb"/Type\s*/Page\b")
COUNT = re.compile(rb"/Type\s*/Pages\b\s*/Count (\d+)")
# What is wider than its box would be cut off.
CUT = """() => [...document.querySelectorAll(".sg-sheet :is(pre, code, p, figure)")]
  .filter(box => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
  .filter(box => getComputedStyle(box).display !== "inline")
  .map(box => box.textContent.slice(0, 80))"""
POINTS = """() => Math.min(...[...document.querySelectorAll(".sg-sheet :is(pre, p)")]
  .map(box => parseFloat(getComputedStyle(box).fontSize) * 0.75))"""
COLUMNS = """() => new Set([...document.querySelectorAll(".sg-sheet section")]
  .map(box => Math.round(box.getClientRects()[0].left))).size"""


@pytest.fixture(scope="module")
def view(chromium):
    page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
    yield page
    page.context.close()


def pages_of(pdf):
    """The number of pages of a PDF: its page objects, as many as its tree says."""
    pages = len(PAGE.findall(pdf))
    assert pages == max(int(number) for number in COUNT.findall(pdf))
    return pages


def printed(view, root, name):
    view.goto(root + address(name))
    view.wait_for_load_state("networkidle")
    return view.pdf(format="A4", print_background=True)


@pytest.mark.parametrize("name", SHEETS)
def test_prints_on_two_pages(name, view, address):
    assert pages_of(printed(view, address, name)) <= LIMIT


def test_another_page_prints_on_more(view, address):
    assert pages_of(printed(view, address, "keras/sequential")) > LIMIT


@pytest.mark.parametrize("name", SHEETS)
def test_on_paper_it_is_whole_and_can_be_read(name, chromium, address):
    page = chromium.new_context(viewport=PAPER).new_page()
    page.goto(f"{address}{name}/")
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    assert page.evaluate(POINTS) >= SMALLEST
    assert page.evaluate(COLUMNS) == 2
    assert not page.locator(".sg-print, .sg-away").first.is_visible()
    assert page.locator(".sg-stamp").is_visible()
    page.context.close()


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (360, 1)])
def test_has_columns_where_there_is_room(width, columns, chromium, address):
    page = chromium.new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(f"{address}{ALL}/")
    assert page.evaluate(COLUMNS) == columns
    assert "two pages A4" in page.locator("h1 + .sg-print").inner_text()
    page.context.close()


@pytest.mark.parametrize("name", SHEETS)
def test_leads_to_its_pages_and_they_lead_back(name, view, address):
    view.goto(f"{address}{name}/")
    links = view.locator(".sg-print a").evaluate_all("all => all.map(a => a.href)")
    assert links == [f"{address}{page}/" for page in SHEETS[name]]
    for link in links:
        view.goto(link)
        back = view.locator(".sg-on-paper a").evaluate_all(
            "all => all.map(a => a.href)"
        )
        assert f"{address}{name}/" in back


def test_every_chapter_with_a_lesson_has_its_sheet_and_is_on_the_one_for_all():
    """But for labs, which are walks: there is nothing in them to look up."""
    for chapter in read_prerequisites(LIBRARY).course:
        names = {entry.name for entry in chapter.entries}
        if any(name.startswith("labs/") for name in names):
            continue
        own = [name for name, pages in SHEETS.items() if names & set(pages)]
        assert ALL in own, chapter.title
        assert len(own) > 1, chapter.title


@pytest.mark.parametrize("name", SHEETS)
def test_no_code_is_only_shown(name):
    page = LIBRARY.pages[f"docs/{name}.md"]
    kinds = {block.options.kind for block in page.blocks}
    assert kinds <= {"python", "console", "diagram"}
    assert any(block.options.check for block in page.blocks)
