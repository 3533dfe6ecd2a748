"""The glossary: tooltips on every page, and the way back from each entry."""

import pytest

from sitekit.checkout.settings import load
from sitekit.overviews import glossary
from sitekit.overviews.glossary import read_glossary
from sitekit.overviews.prerequisites import read_prerequisites
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from tests.site.published import PAGES, by_url

LIBRARY = Library.read(load())
TERMS = {term.anchor: term for term in read_glossary(LIBRARY).terms}
LINKS = "all => all.map(link => [link.getAttribute('href'), link.title])"


@pytest.fixture(scope="module")
def views(chromium):
    """A page with scripts, and one without."""
    contexts = [chromium.new_context(java_script_enabled=on) for on in (True, False)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def users(views, address):
    """The pages that each entry names, as addresses below the site's root."""
    _, still = views
    still.goto(f"{address}{glossary.PAGE}/")
    found = {}
    for anchor in TERMS:
        line = still.locator(f'[id="{anchor}"] ~ .sg-users').first
        links = line.locator("a").evaluate_all("all => all.map(link => link.href)")
        found[anchor] = [link.removeprefix(address) for link in links]
        assert found[anchor][0] == url_of(TERMS[anchor].page)
    return found


def url_of(name):
    return next(url(page) for page in PAGES if page.name == name)


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_each_term_is_explained_once_and_its_entry_leads_back(
    page, views, users, address
):
    _, still = views
    still.goto(address + url(page))
    terms = still.locator("article .sg-term")
    found = terms.evaluate_all(LINKS)
    anchors = [href.partition("#")[2] for href, _ in found]
    assert len(set(anchors)) == len(anchors)
    for anchor, (_, title) in zip(anchors, found, strict=True):
        assert title == TERMS[anchor].definition.replace("`", "")
    assert sorted(anchors) == sorted(a for a in TERMS if url(page) in users[a])
    inside = ":is(h1, h2, h3, h4, a, code, pre, .sg-outputs) .sg-term"
    assert still.locator(inside).count() == 0


def test_a_term_is_explained_to_the_keyboard(views, address):
    live, _ = views
    page = next(page for page in PAGES if page.name == "keras/sequential")
    live.goto(address + url(page))
    term = live.locator(".sg-term").first
    anchor = term.get_attribute("href").partition("#")[2]
    live.wait_for_load_state("networkidle")
    live.locator(".sg-before a, h1 a").last.focus()
    while not term.evaluate("e => e === document.activeElement"):
        live.keyboard.press("Tab")
    definition = TERMS[anchor].definition.replace("`", "")
    live.get_by_role("tooltip", name=definition).wait_for()
    live.keyboard.press("Enter")
    live.wait_for_url(f"**/{glossary.PAGE}/#{anchor}")
    assert live.locator(f'[id="{anchor}"]').is_visible()


def test_the_lessons_use_the_glossary(views, address):
    _, still = views
    for name in read_prerequisites(LIBRARY).lessons:
        still.goto(address + url_of(name))
        assert still.locator(".sg-term").count() > 3, name
