"""What a page costs its reader: requests, and bytes as a server compresses them."""

import gzip
import re
from urllib.parse import unquote, urlsplit

import pytest

from sitekit.scan.addresses import url
from tests.site.published import PAGES, PROVED, RUNNING, by_url

KB = 1024
PICTURES = (".webp", ".png", ".jpg")
OWN = ("assets/guide.css", "assets/guide.js", "assets/study")
# The pages with the most blocks, none of which can be left out.
MORE = {
    "docs/notes/padding.md": 30,
    "docs/keras/custom.md": 28,
    "docs/keras/losses.md": 28,
    "docs/visualise/dashboards.md": 26,
}
# Loaded once the page is there: their bytes count, their requests do not.
LATER = ("assets/padding-", "assets/study", "assets/deck", "assets/errors.js")
FIGURE = re.compile(rb'<figure class="sg-figure">.*?</figure>', re.DOTALL)


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6, mtime=0))


@pytest.fixture(scope="module")
def loads(chromium, address, site):
    """The files that each page loads, when nothing is cached."""
    found = {}
    for page in PAGES:
        context = chromium.new_context()
        tab = context.new_page()
        requests = []
        tab.on("request", lambda request, to=requests: to.append(request.url))
        tab.goto(address + url(page))
        tab.wait_for_load_state("networkidle")
        context.close()
        names = [r for r in requests if not r.startswith("data:")]
        found[page.path] = [
            unquote(urlsplit(name).path).split("/site/", 1)[1] for name in names
        ]
    return found


def size(site, name: str) -> int:
    """The compressed size of a file, or of a page without its figures."""
    file = site / name
    data = (file / "index.html" if file.is_dir() else file).read_bytes()
    return compressed(FIGURE.sub(b"", data) if file.is_dir() else data)


# Loaded by the search for all pages at once; it has a budget of its own
# (test_finding.py), which a page's could never hold.
INDEX = "search/search_index.json"


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_a_page_without_its_pictures_is_light(page, loads, site):
    files = [name for name in loads[page.path] if not name.endswith(PICTURES)]
    weights = {name: size(site, name) for name in files if name != INDEX}
    assert len([name for name in files if not name.startswith(LATER)]) <= 12, files
    assert sum(weights.values()) <= 170 * KB, weights


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_html_is_light(page, site):
    assert size(site, url(page) or ".") <= MORE.get(page.path, 25) * KB


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_our_own_styles_and_scripts_are_light(page, loads, site):
    own = {name for name in loads[page.path] if name.startswith(OWN)}
    assert {"assets/guide.css", "assets/guide.js", "assets/study.js"} <= own
    assert sum(size(site, name) for name in own) <= 15 * KB


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("_mkdocstrings.css", {"docs/reference/toolbox.md"}),
        ("errors.css", {"docs/reference/errors.md", "docs/reference/mistakes.md"}),
        ("sheets.css", {p.path for p in PAGES if "sheet" in p.front.values}),
    ],
)
def test_a_style_is_loaded_where_it_is_needed(style, wanted, site):
    assert wanted
    for page in PAGES:
        html = (site / url(page) / "index.html").read_text("utf-8")
        assert (f'assets/{style}"' in html) == (page.path in wanted), page.path


# Each element is styled several times while Material starts.
MOST_ELEMENTS = 5000
MORE_ELEMENTS = {
    "docs/keras/network.md": 5200,
    "docs/notes/padding.md": 5100,
    # All figures of the guide, each of which waits until it comes near.
    "docs/gallery.md": 12_000,
}


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_a_page_has_not_too_many_elements(page, site):
    html = (site / url(page) / "index.html").read_text("utf-8")
    most = MORE_ELEMENTS.get(page.path, MOST_ELEMENTS)
    assert len(re.findall("<[a-z]", html)) <= most


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_a_page_is_painted_before_its_scripts_run(page, site):
    html = (site / url(page) / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script [^>]*src=[^>]*>", html)
    assert scripts
    assert all(script.startswith("<script defer ") for script in scripts), scripts


@pytest.fixture
def phone(chromium):
    """A tab as large as a phone's."""
    tab = chromium.new_page(viewport={"width": 412, "height": 823})
    yield tab
    tab.close()


LONG = [page for page in PAGES if page in RUNNING or page.path == "docs/gallery.md"]


# Pairs of heights, before and after it is laid out, of what need not be at first.
HEIGHTS = """() => {
  const heavy = [...document.querySelectorAll(
    ".highlight[data-block] > pre > code, .sg-plot svg")];
  const waits = heavy.filter(
    (one) => one.getClientRects().length &&
      !one.lastElementChild?.checkVisibility({ contentVisibilityAuto: true }));
  const height = (one) => one.getBoundingClientRect().height;
  const before = waits.map(height);
  for (const one of heavy) one.style.contentVisibility = "visible";
  return [heavy.length, waits.map((one, n) => [before[n], height(one)])];
}"""


@pytest.mark.parametrize("page", LONG, ids=by_url)
def test_what_is_far_from_the_screen_waits_and_nothing_moves(page, phone, address):
    """Code and figures are laid out when they come near; their heights are known."""
    phone.goto(address + url(page))
    phone.wait_for_load_state("networkidle")
    count, heights = phone.evaluate(HEIGHTS)
    assert len(heights) >= count / 2 > 0
    for before, after in heights:
        assert before == pytest.approx(after, abs=1)


def test_code_far_from_the_screen_is_made_copiable_when_it_is_near(phone, address):
    """Material measures each block that it gives a button, one after the other."""
    phone.goto(address + "keras/sequential/")
    phone.wait_for_load_state("networkidle")
    codes = phone.locator(".highlight[data-block] > pre")
    buttons = phone.locator("article .md-code__button")
    assert buttons.count() <= codes.count() / 2
    last = codes.locator("visible=true").last
    last.scroll_into_view_if_needed()
    last.locator(".md-code__button").wait_for(state="attached")


def test_a_lab_weighs_what_another_page_with_its_content_would(site):
    """Styles and scripts of notebooks are left out: what is left is content."""
    labs = [page for page in PROVED if page.is_lab]
    assert labs
    bare = min(size(site, url(page) or ".") for page in PAGES)
    for lab in labs:
        html = (site / url(lab) / "index.html").read_bytes()
        article = html[html.index(b"<article") : html.index(b"</article>")]
        content = compressed(FIGURE.sub(b"", article))
        assert size(site, url(lab)) <= 1.3 * (bare + content)
        assert b"jp-" not in html
