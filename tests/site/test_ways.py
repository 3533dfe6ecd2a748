"""The ways through the guide: what to know before a page, and what comes next."""

import pytest

from sitekit.checkout.settings import load
from sitekit.overviews import prerequisites
from sitekit.overviews.prerequisites import read_prerequisites
from sitekit.records.library import Library
from sitekit.scan.addresses import address as address_of
from sitekit.scan.addresses import url
from tests.site.published import PAGES, by_url
from tests.sitekit.overviews.test_course_map import OUTSIDE

GRAPH = read_prerequisites(Library.read(load()))

PUBLIC = "https://tensorflow-study-guide.readthedocs.io/"


def targets(page, selector):
    """The pages that the links of one line lead to, as the browser resolves them."""
    return page.locator(selector).evaluate_all("all => all.map(link => link.href)")


@pytest.fixture(scope="module")
def view(chromium):
    page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
    yield page
    page.context.close()


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_says_what_to_know_before_it_and_what_comes_next(page, view, request):
    root = request.getfixturevalue("address")
    view.goto(root + url(page))
    before = targets(view, ".sg-before a")
    after = targets(view, ".sg-after a")
    if page.name not in GRAPH.lessons:
        assert before == after == []
        return
    assert view.locator("h1 + .sg-before").count() == 1
    assert before == [root + address_of(name) for name in GRAPH.requires[page.name]]
    wanted = [root + address_of(name) for name in GRAPH.after(page.name)]
    assert after[: prerequisites.MOST] == wanted[: prerequisites.MOST]
    assert view.locator(".sg-after").count() == bool(wanted)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_shows_every_lesson_in_its_box(theme, chromium, address):
    context = chromium.new_context(
        color_scheme=theme, viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(address)
    boxes = page.locator(".sg-chart a")
    assert boxes.count() == len(GRAPH.lessons)
    assert page.locator(".sg-chart path").count() == sum(
        len(GRAPH.direct[name]) for name in GRAPH.lessons
    )
    assert page.evaluate(OUTSIDE) == []
    chart, text = page.locator(".sg-chart"), page.locator("article")
    assert chart.bounding_box()["width"] <= text.bounding_box()["width"]
    ink = "e => getComputedStyle(e).fill"
    box = boxes.first
    assert box.locator("text").evaluate(ink) != box.locator("rect").evaluate(ink)
    context.close()


def test_the_map_is_walked_by_keyboard(view, address):
    view.goto(address)
    for number, name in enumerate(GRAPH.lessons):
        box = view.locator(f"#sg-map-{number}")
        assert box.evaluate("e => e.href.baseVal") == address_of(name)
        still = box.locator("rect").evaluate("e => getComputedStyle(e).stroke")
        if name == GRAPH.lessons[0]:
            view.locator("#the-pages a").focus()
        view.keyboard.press("Tab")
        assert box.evaluate("e => e === document.activeElement")
        focused = box.locator("rect").evaluate("e => getComputedStyle(e).stroke")
        assert focused != still
    view.keyboard.press("Enter")
    view.wait_for_url(f"{address}{address_of(GRAPH.lessons[-1])}")


def test_on_a_phone_a_list_takes_the_map_s_place(chromium, address):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    assert not page.locator(".sg-chart").is_visible()
    listed = page.locator(".sg-pages li a")
    outside = [e for c in GRAPH.chapters if not c.title for e in c.entries]
    assert listed.count() == len(GRAPH.titles) - len(outside)
    for name in GRAPH.lessons:
        item = page.locator(".sg-pages li", has=page.locator(f'[href$="{name}/"]'))
        for one in GRAPH.direct[name]:
            assert GRAPH.titles[one] in item.locator(".sg-needs").inner_text()
    context.close()


def test_the_map_works_after_instant_navigation(chromium, site):
    page = chromium.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def answer(route):
        file = site / route.request.url.removeprefix(PUBLIC).partition("?")[0]
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    # Under the address that the sitemap names: elsewhere all pages load again.
    page.route(f"{PUBLIC}**", answer)
    page.goto(f"{PUBLIC}{address_of(GRAPH.lessons[-1])}")
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { window.stayed = true; }")
    page.locator(".md-path a").first.click()
    page.locator(".sg-chart").wait_for()
    assert page.evaluate("() => window.stayed")
    page.locator("#sg-map-0").click()
    page.wait_for_url(f"{PUBLIC}{address_of(GRAPH.lessons[0])}")
    assert errors == []
    page.close()
