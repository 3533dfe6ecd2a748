"""On a phone, all letters can be read, those of figures too; the page stays still."""

import pytest

from sitekit.drawings import inline
from sitekit.scan.addresses import url
from tests.site.published import PAGES, by_url

# Of each figure: its name, how large its smallest text is (an exponent counts as
# large as its base), and whether it scrolls where nothing else does.
FIGURES = """() => {
  for (const fold of document.querySelectorAll("article details")) fold.open = true;
  const size = text => Math.max(
    ...[text, ...text.querySelectorAll("tspan")]
      .filter(part => [...part.childNodes].some(node =>
        node.nodeType === Node.TEXT_NODE && node.data.trim()))
      .map(part => {
        const { a, b, c, d } = part.getScreenCTM();
        const scale = Math.sqrt(Math.abs(a * d - b * c));
        return scale * parseFloat(getComputedStyle(part).fontSize);
      }));
  return [...document.querySelectorAll(".sg-figure svg")].map(svg => {
    const box = svg.closest(".sg-plot") ?? svg;
    return {
      name: svg.getAttribute("aria-label"),
      letters: Math.min(...[...svg.querySelectorAll("text")].map(size), Infinity),
      reachable: box.scrollWidth <= box.clientWidth
        || (getComputedStyle(box).overflowX === "auto"
          && (box.tabIndex === 0 || svg.tabIndex === 0)),
      fits: box.getBoundingClientRect().right <= document.documentElement.clientWidth,
    };
  });
}"""
SMALLEST_TEXT = 12  # CSS pixels, outside figures
SMALL = """smallest => {
  for (const fold of document.querySelectorAll("article details")) fold.open = true;
  const texts = document.createTreeWalker(
    document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const small = [];
  let read = 0;
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!data.trim() || parentElement.closest("svg, script, style")) continue;
    read += data.length;
    const size = parseFloat(getComputedStyle(parentElement).fontSize);
    if (size < smallest) small.push(`${size}: ${data}`);
  }
  return { read, small };
}"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def phone(chromium):
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_letters_of_figures_can_be_read_on_a_phone(page, phone, address):
    phone.goto(address + url(page))

    figures = phone.evaluate(FIGURES)

    drawn = [block for block in page.blocks if block.options.kind == "diagram"]
    assert len(figures) >= len(drawn)
    assert [f for f in figures if f["letters"] < inline.LEGIBLE - 0.05] == []
    assert [f for f in figures if not (f["reachable"] and f["fits"])] == []
    assert not phone.evaluate(SIDEWAYS), "the page scrolls sideways"


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_text_and_code_can_be_read_on_a_phone(page, phone, address):
    phone.goto(address + url(page), wait_until="networkidle")  # widgets are drawn

    found = phone.evaluate(SMALL, SMALLEST_TEXT)

    assert found["read"] > 100
    assert found["small"] == []


def test_a_figure_that_would_become_too_small_scrolls(phone, address):
    phone.goto(address + "gallery/")
    plots = phone.locator(".sg-plot")
    assert plots.count() > 10

    wide = plots.first
    wide.evaluate("plot => plot.style.setProperty('--sg-least', '500px')")

    width, seen = wide.evaluate("plot => [plot.scrollWidth, plot.clientWidth]")
    assert width >= 500 > 360 > seen
    wide.evaluate("plot => plot.scrollBy(100, 0)")
    assert wide.evaluate("plot => plot.scrollLeft") == 100
    assert not phone.evaluate(SIDEWAYS), "the page scrolls sideways"
