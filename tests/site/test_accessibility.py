"""axe finds nothing to mend on any page, in both themes, on a phone and a desktop."""

from pathlib import Path

import axe_playwright_python
import pytest

from sitekit.commands.file_server import served

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
VIEWS = [("light", 1280), ("dark", 360)]
# Everything that a reader can unfold is unfolded: what is hidden, axe passes over.
UNFOLD = """() => {
  document.querySelectorAll("article details").forEach(element => element.open = true);
  const sets = [...document.querySelectorAll("article .tabbed-set")];
  return Math.max(1, ...sets.map(set => set.querySelectorAll(":scope > input").length));
}"""
# Material wraps wide tables after the page has loaded, and `guide.js` follows.
SETTLED = """() => [...document.querySelectorAll(".md-typeset__scrollwrap")]
  .every(element => element.tabIndex === 0)"""
SELECT = """number => {
  for (const set of document.querySelectorAll("article .tabbed-set")) {
    set.querySelectorAll(":scope > input")[number]?.click();
  }
}"""
VIOLATIONS = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
}"""


def addresses(site: Path) -> list[str]:
    """All pages, and what a reader sees where there is none."""
    files = [
        file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if not file.is_relative_to(site / "assets")
    ]
    assert len(files) > 10
    return sorted(files)


@pytest.mark.parametrize(("theme", "width"), VIEWS)
def test_axe_finds_no_violation(theme, width, chromium, site):
    context = chromium.new_context(
        color_scheme=theme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    found = {}
    with served(site) as address:  # 404.html works at the root only
        for name in addresses(site):
            page.goto(address + name)
            page.wait_for_load_state("networkidle")
            page.wait_for_function(SETTLED)
            page.evaluate(AXE)
            for number in range(page.evaluate(UNFOLD)):
                page.evaluate(SELECT, number)
                violations = page.evaluate(VIOLATIONS)
                if violations:
                    found[name] = violations
    context.close()
    assert found == {}
