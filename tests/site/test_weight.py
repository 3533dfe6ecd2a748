"""What a page costs its reader: requests, and bytes as a server compresses them."""

import gzip
import re
from urllib.parse import unquote, urlsplit

import pytest

from sitekit.library import url
from tests.site.published import PAGES, PROVED, by_url

KB = 1024
PICTURES = (".webp", ".png", ".jpg")
OWN = ("assets/guide.css", "assets/guide.js", "assets/study")
# The page with the most blocks, none of which can be left out.
MORE = {"docs/notes/padding.md": 30}
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
        ("errors.css", {"docs/reference/errors.md"}),
        ("sheets.css", {p.path for p in PAGES if "sheet" in p.front.values}),
    ],
)
def test_a_style_is_loaded_where_it_is_needed(style, wanted, site):
    assert wanted
    for page in PAGES:
        html = (site / url(page) / "index.html").read_text("utf-8")
        assert (f'assets/{style}"' in html) == (page.path in wanted), page.path


def test_the_search_index_is_light(site):
    assert size(site, "search/search_index.json") <= 150 * KB


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
