"""axe finds nothing to fix on any page, in both themes, on a phone and a desktop."""

from pathlib import Path

import axe_playwright_python
import pytest

from sitekit.commands.file_server import served
from sitekit.scan.addresses import url
from tests.site.published import PAGES

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
NAMES = sorted(["404.html", *(f"{url(page)}index.html" for page in PAGES)])
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 800}
# Everything that a reader can unfold is unfolded: what is hidden, axe passes over.
UNFOLD = """() => {
  document.querySelectorAll("article details").forEach(element => element.open = true);
  const sets = [...document.querySelectorAll("article .tabbed-set")];
  return Math.max(1, ...sets.map(set => set.querySelectorAll(":scope > input").length));
}"""
# Material wraps wide tables after the page has loaded, and `guide.js` follows. Both
# let the focus into what has become too wide, once its new size has been seen; 13
# pixels are what axe allows.
SETTLED = """() => document.readyState === "complete"
  && document.getAnimations().every(one => one.playState !== "running")
  && [...document.querySelectorAll(".md-typeset__scrollwrap")]
    .every(element => element.tabIndex === 0)
  && [...document.querySelectorAll("article pre > code")]
    .every(one => one.scrollWidth <= one.clientWidth + 13 || one.tabIndex === 0)"""
SELECT = """number => {
  for (const set of document.querySelectorAll("article .tabbed-set")) {
    set.querySelectorAll(":scope > input")[number]?.click();
  }
}"""
# Most of a page's elements are words of code, and strokes of figures; axe takes in each
# of them. Of words that stand in elements of the same classes, one is left as it is;
# what is only a stroke is taken out.
THIN = """() => {
  const seen = new Set();
  const place = element => {
    const names = [];
    for (let one = element; !one.matches("article"); one = one.parentElement)
      names.push(`${one.localName}.${one.className}`);
    return names.join();
  };
  for (const element of document.querySelectorAll("article pre span:not(:has(*))")) {
    const key = place(element);
    // Of fewer than two letters axe says nothing.
    if (seen.has(key)) element.replaceWith(element.textContent);
    else if (element.textContent.trim().length > 1) seen.add(key);
  }
  const words = ":is(text, title, desc, a, [tabindex], [role], [aria-label])";
  const strokes = `article svg :not(${words}, svg ${words} *, :has(${words}))`;
  document.querySelectorAll(strokes).forEach(one => one.remove());
}"""
VIOLATIONS = """async include => {
  const where = { include: [include] };
  const found = await axe.run(where, { resultTypes: ["violations"] });
  return found.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
}"""
THEME = "theme => document.body.dataset.mdColorScheme === theme"


@pytest.fixture(scope="module")
def view(chromium, site):
    """One tab for all pages: its address is that of the site's root."""
    context = chromium.new_context(
        color_scheme="light", viewport=DESKTOP, reduced_motion="reduce"
    )
    # The theme that is chosen on one page is not that of the next.
    context.add_init_script("localStorage.clear()")
    view = context.new_page()
    with served(site) as view.address:  # 404.html works at the root only
        yield view
    context.close()


def show(view, name):
    """Loads a page in the light theme, in a wide window."""
    view.set_viewport_size(DESKTOP)
    view.goto(view.address + name)
    view.evaluate(AXE)
    assert view.evaluate(THEME, "default")


def violations(view):
    """What axe finds on the whole page, and in all that its tabs hide."""
    view.wait_for_function(SETTLED)
    view.evaluate(THIN)
    found = []
    for number in range(view.evaluate(UNFOLD)):
        view.evaluate(SELECT, number)
        found += view.evaluate(VIOLATIONS, ".tabbed-set" if number else "html")
    return found


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_violation(name, view):
    show(view, name)
    light = violations(view)
    view.locator("[data-md-component=palette] label:visible").click()
    view.wait_for_function(THEME, arg="slate")
    view.set_viewport_size(PHONE)
    dark = violations(view)
    assert {"light, desktop": light, "dark, phone": dark} == {
        "light, desktop": [],
        "dark, phone": [],
    }


def test_all_pages_are_looked_at(site):
    files = {
        file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if not file.is_relative_to(site / "assets")
    }
    assert files == set(NAMES)


# What a reader cannot read: all that looks like the last of some elements.
FAINT = """selector => {
  const element = [...document.querySelectorAll(selector)].findLast(one =>
    one.checkVisibility() && one.textContent.trim()[3] && !one.children.length);
  for (const one of document.querySelectorAll(selector))
    if (one.className === element.className) one.style.color = "rgb(200, 200, 200)";
}"""


@pytest.mark.parametrize("selector", ["article pre span", "article p", "nav a"])
@pytest.mark.parametrize("theme", ["default", "slate"])
def test_a_faint_word_is_found(selector, theme, view):
    show(view, "keras/sequential/")
    if theme == "slate":
        view.locator("[data-md-component=palette] label:visible").click()
        view.wait_for_function(THEME, arg="slate")
    faint = FAINT if theme == "default" else FAINT.replace("200", "70")
    view.evaluate(UNFOLD)
    view.evaluate(faint, selector)
    found = violations(view)
    assert [one for one in found if one.startswith("color-contrast")]
