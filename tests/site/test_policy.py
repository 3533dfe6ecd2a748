"""No page does what its Content-Security-Policy forbids, and all of it works."""

import pytest

from sitekit.checkout.mkdocs_yml import read_site
from sitekit.checkout.settings import ROOT
from sitekit.publish import policy
from sitekit.scan.addresses import url
from tests.site.published import PAGES

PUBLIC = read_site(ROOT).address
TELL = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI,
    sample }) => window.violations.push([violatedDirective, blockedURI, sample]));
}"""


@pytest.fixture
def tab(chromium):
    """A page that notes what its policy forbids, also before its first script."""
    context = chromium.new_context()
    context.add_init_script(f"({TELL})()")
    page = context.new_page()
    page.said = []
    page.on(
        "console",
        lambda message: (
            page.said.append(message.text)
            if "Content Security Policy" in message.text
            else None
        ),
    )
    yield page
    context.close()


def held(tab) -> None:
    """Nothing was forbidden so far."""
    assert tab.evaluate("window.violations") == []
    assert tab.said == []


def test_every_page_states_the_policy(site) -> None:
    found = set()
    for file in policy.html_files(site):
        text = file.read_text("utf-8")
        assert list(policy.wrong(text)) == [], file
        found.add(policy.STATED.search(text)[1])
    (stated,) = found
    scripts = stated.split("script-src ")[1].split(";")[0]
    assert "unsafe" not in scripts and "*" not in stated
    assert len(policy.html_files(site)) == len(PAGES) + 1


def test_no_page_does_what_it_may_not(tab, address) -> None:
    for page in PAGES:
        tab.goto(address + url(page), wait_until="networkidle")
        held(tab)
    tab.goto(f"{address}404.html", wait_until="networkidle")
    held(tab)


def test_the_next_page_is_held_to_it_in_the_same_document(tab, site) -> None:
    """Under the address that the sitemap names: elsewhere all pages load again."""

    def answer(route):
        file = site / route.request.url.removeprefix(PUBLIC).partition("?")[0]
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    tab.route(f"{PUBLIC}**", answer)
    tab.goto(PUBLIC, wait_until="networkidle")
    tab.evaluate("() => { window.same = true; }")
    for name in ("keras/layers/", "reference/cards/", "labs/digits/"):
        tab.locator(f".md-nav a[href$='{name}']").first.evaluate("link => link.click()")
        tab.wait_for_url(f"{PUBLIC}{name}")
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("window.same")
        assert tab.locator("meta[http-equiv]").count() == 1
        held(tab)


def test_the_search_works(tab, address) -> None:
    tab.goto(address, wait_until="networkidle")
    tab.locator(".md-search__input").click()
    tab.locator(".md-search__input").press_sequentially("convolution")
    tab.wait_for_selector(".md-search-result__item")
    tab.locator(".md-search__input").press("Enter")
    held(tab)


def test_the_theme_changes(tab, address) -> None:
    tab.goto(address, wait_until="networkidle")
    before = tab.evaluate("document.body.dataset.mdColorScheme")
    tab.locator("label[for^=__palette]:visible").click()
    assert tab.evaluate("document.body.dataset.mdColorScheme") != before
    held(tab)


def test_the_deck_and_the_explorer_work(tab, address) -> None:
    tab.goto(f"{address}reference/cards/", wait_until="networkidle")
    tab.locator(".sg-deck button").first.click()
    held(tab)
    tab.goto(f"{address}notes/padding/", wait_until="networkidle")
    assert tab.locator(".padding-explorer input, .padding-explorer select").count()
    held(tab)


def test_a_quiz_answers(tab, address) -> None:
    tab.goto(f"{address}keras/layers/", wait_until="networkidle")
    quiz = tab.locator("form.sg-quiz[data-kind=choice]").first
    quiz.locator("input").first.check()
    quiz.locator("button").first.click()
    held(tab)


def test_a_frozen_tensorboard_opens_in_its_frame(tab, address) -> None:
    tab.goto(f"{address}visualise/dashboards/", wait_until="networkidle")
    tab.locator(".sg-frozen button").first.click()
    frame = tab.frame_locator(".sg-frame").first
    frame.locator("tb-webapp").first.wait_for(state="attached")
    held(tab)
