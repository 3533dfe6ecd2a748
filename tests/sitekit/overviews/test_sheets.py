"""Cheat sheets: linked with the pages that they sum up, in sections."""

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problems
from sitekit.overviews.sheets import add_sheets, read_sheets
from tests.sitekit.miniature import Guide

SHEET = "---\ntitle: A sheet\nsheet: {pages}\n---\n\n# A sheet\n"
STAMPED = '<aside class="sg-stamp">Stamp</aside>'


def framed(guide: Guide, name: str, html: str) -> BeautifulSoup:
    return BeautifulSoup(add_sheets(guide.library(), name, html), "html.parser")


@pytest.fixture
def pages(guide: Guide) -> Guide:
    guide.page("---\ntitle: The <one>\n---\n\n# One\n", "part/one")
    guide.page("# Two\n", "two")
    guide.page("# Three\n", "three")
    guide.page(SHEET.format(pages="[part/one, two]"), "sheets/first")
    guide.page(SHEET.format(pages="[two]"), "sheets/second")
    return guide


def test_a_sheet_leads_to_its_pages_and_keeps_its_sections(pages: Guide) -> None:
    html = "<h1>A sheet</h1><p>First</p><h2>A</h2><p>a</p><h2>B</h2><p>b</p>"
    made = framed(pages, "sheets/first", html + STAMPED)
    links = {link.get_text(): link["href"] for link in made.select("h1 + .sg-print a")}
    assert links == {"The <one>": "../../part/one/", "Two": "../../two/"}
    found = made.select(".sg-sheet > section")
    assert [section.get_text() for section in found] == ["Aa", "Bb"]
    assert made.select_one(".sg-sheet + .sg-stamp")
    assert not made.select(".sg-sheet .sg-stamp, section p:-soup-contains(First)")


def test_a_page_leads_to_its_sheets(pages: Guide) -> None:
    html = f"<h1>One</h1><h2>A</h2>{STAMPED}"
    made = framed(pages, "two", html)
    links = [link["href"] for link in made.select(".sg-on-paper:has(+ aside) a")]
    assert links == ["../sheets/first/", "../sheets/second/"]
    assert not made.select("section, .sg-print")


def test_any_other_page_stays_as_it_is(pages: Guide) -> None:
    html = f"<h1>Three</h1><h2>A</h2>{STAMPED}"
    assert add_sheets(pages.library(), "three", html) == html


@pytest.mark.parametrize(
    ("listed", "line", "what"),
    [
        ("[]", 3, "does not sum up any page"),
        ("part/one", 3, "not a list of names"),
        ("[part/one, keras]", 3, "sums up 'keras', which is not another page"),
        ("[sheets/wrong]", 3, "sums up 'sheets/wrong', which is not another page"),
        ("\n  - two\n  - nowhere", 5, "sums up 'nowhere', which is not another page"),
    ],
)
def test_what_a_sheet_sums_up_is_checked(
    pages: Guide, listed: str, line: int, what: str
) -> None:
    pages.page(SHEET.format(pages=listed), "sheets/wrong")
    with pytest.raises(Problems) as caught:
        read_sheets(pages.library())
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("docs/sheets/wrong.md", line)
    assert what in problem.what
    assert problem.repair


def test_a_wrong_sheet_stops_the_build(guide: Guide) -> None:
    guide.page("# Start\n", "index")
    guide.page(SHEET.format(pages="[nowhere]"), "wrong")
    done = guide.build()
    assert done.returncode != 0
    assert "docs/wrong.md:3: this sheet sums up 'nowhere'" in done.stdout
