"""Parts of a page wait outside of it, and come back exactly as they were."""

import pytest

from sitekit.skins import stash

PAGES = {
    "none": "<p>text</p>",
    "two": '<p><svg id="a"><path/></svg> and <svg>\n<text>é</text></svg></p>',
    "one in another": "<div><svg><svg></svg><g/></svg></div>",
    "one that never ends": "<p><svg><path></p>",
    "a table": '<div class="sg-rich" tabindex="0"><div><td>1</td></div>\n</div><p>',
    "a quiz": '<form data-search-exclude data-x="y"><svg>1</svg></form><svg>2</svg>',
    "cards in cards": (
        "<section data-search-exclude><section>1</section>2</section>3"
        '<section class="b" data-search-exclude></section>'
    ),
    "a quiz that never ends": "<form data-search-exclude><svg>1</svg><form></form>",
    "a place of the page's own": '<svg data-part="0"></svg><svg>1</svg>',
}


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_they_come_back_as_they_were(html: str) -> None:
    page, kept = stash.take_out(html)
    assert stash.put_back(page, kept) == html


def test_nothing_of_them_is_left_in_the_page() -> None:
    page, kept = stash.take_out(PAGES["two"])
    assert len(kept) == 2
    assert "path" not in page and "text" not in page
    assert page.startswith("<p><svg ") and page.endswith("</p>")


def test_of_what_is_not_searched_the_element_itself_stays() -> None:
    html = (
        '<section class="a" data-search-exclude><p>1</p></section><section>2</section>'
    )
    page, kept = stash.take_out(html)
    assert kept == ["<p>1</p>"]
    assert page.startswith('<section class="a" data-search-exclude><svg ')
    assert page.endswith("</svg></section><section>2</section>")


def test_drawings_can_be_taken_out_alone() -> None:
    html = "<form data-search-exclude>a<svg>1</svg></form>"
    page, kept = stash.take_out(html, stash.DRAWING)
    assert kept == ["<svg>1</svg>"]
    assert page.startswith("<form data-search-exclude>a<svg ")


def test_each_comes_back_to_its_own_place() -> None:
    page, kept = stash.take_out("<svg>1</svg>\n<svg>2</svg>")
    first, second = page.split("\n")
    assert stash.put_back(f"{second}\n{first}", kept) == ("<svg>2</svg>\n<svg>1</svg>")
