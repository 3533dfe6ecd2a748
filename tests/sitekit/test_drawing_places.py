"""Drawings wait outside a page, and come back exactly as they were."""

import pytest

from sitekit import drawing

PAGES = {
    "none": "<p>text</p>",
    "two": '<p><svg id="a"><path/></svg> and <svg>\n<text>é</text></svg></p>',
    "one in another": "<div><svg><svg></svg><g/></svg></div>",
    "one that never ends": "<p><svg><path></p>",
}


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_they_come_back_as_they_were(html: str) -> None:
    page, kept = drawing.take_out(html)
    assert drawing.put_back(page, kept) == html


def test_nothing_of_them_is_left_in_the_page() -> None:
    page, kept = drawing.take_out(PAGES["two"])
    assert len(kept) == 2
    assert "path" not in page and "text" not in page
    assert page.startswith("<p><svg ") and page.endswith("</p>")


def test_each_comes_back_to_its_own_place() -> None:
    page, kept = drawing.take_out("<svg>1</svg>\n<svg>2</svg>")
    first, second = page.split("\n")
    assert drawing.put_back(f"{second}\n{first}", kept) == (
        "<svg>2</svg>\n<svg>1</svg>"
    )
