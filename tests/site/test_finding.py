"""Readers find pages: by the search, by tags, and by the path above each page."""

import gzip
import json

import pytest

from sitekit.checkout.settings import load
from sitekit.overviews.prerequisites import read_prerequisites
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from tests.site.published import PAGES, by_url

BUDGET = 4608  # bytes that the search index may have for each page, compressed
FIRST = 5  # where a reader still looks
QUERIES = {
    # names of the API, also in part
    "Conv2D": "notes/padding/",
    "tf.data": "data/tfrecord/",
    "parse_example": "data/tfrecord/",
    "from_logits": "keras/losses/",
    "EarlyStopping": "keras/sequential/",
    "run_eagerly": "keras/sequential/",
    "histogram_freq": "visualise/dashboards/",
    "eagerly": "keras/sequential/",
    "tf.estimator": "serve/estimator/",
    "RandomTranslation": "labs/digits/",
    # error messages, as a reader copies them
    "got an unexpected keyword argument 'input_dim'": "keras/sequential/",
    "module 'tensorflow' has no attribute 'estimator'": "serve/estimator/",
    "DataLossError: corrupted record at": "data/tfrecord/",
    "No step set. Please specify one either through the 'step' argument or through "
    "tf.summary.experimental.set_step()": "visualise/dashboards/",
    # words that the pages do not use
    "serving": "serve/estimator/",
    "deployment": "serve/estimator/",
    "picture": "keras/images/",
    "dying relu": "visualise/reading_curves/",
    "MNIST": "labs/digits/",
    "neural network": "keras/network/",
    "neuron": "keras/network/",
    "not learning": "visualise/reading_curves/",
}
RESULTS = """() => [...document.querySelectorAll(
  ".md-search-result__item > .md-search-result__link, " +
  ".md-search-result__item > a:first-child")].map(link => link.href)"""


@pytest.fixture(scope="module")
def view(chromium):
    page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def index(site):
    return (site / "search" / "search_index.json").read_bytes()


@pytest.mark.parametrize("query", QUERIES)
def test_the_search_finds(query, view, address):
    view.goto(address)
    search = view.get_by_role("textbox", name="Search")
    search.click()
    search.fill(query)
    search.press("End")  # Material looks at each key: here once, at the whole query
    view.locator(".md-search-result__item").first.wait_for()
    found = view.evaluate(RESULTS)
    links = [link.split("?")[0].split("#")[0] for link in found]
    pages = list(dict.fromkeys(links))
    assert address + QUERIES[query] in pages[:FIRST], pages


def test_the_index_is_small_and_without_outputs(index):
    assert len(gzip.compress(index)) < BUDGET * len(PAGES)
    docs = json.loads(index)["docs"]
    text = " ".join(entry["text"] for entry in docs)
    assert "96.2% of 450 unseen digits" not in text
    assert "unexpected keyword argument" in text


def test_every_keyword_is_in_the_entry_of_its_page(index, library):
    entries = {entry["location"]: entry for entry in json.loads(index)["docs"]}
    count = 0
    for page in library.pages.values():
        for word in page.keywords:
            assert word.text in entries[url(page)]["text"]
            count += 1
    assert count > 20


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_shows_its_tags_which_lead_to_the_tags_page(page, view, address):
    view.goto(address + url(page))
    tags = view.locator("article a.md-tag")
    wanted = [name.text for name in page.tags]
    if page.name == "reference/tags":
        return
    assert sorted(tags.all_inner_texts()) == sorted(wanted)
    for link in tags.evaluate_all("all => all.map(link => link.href)"):
        assert link.startswith(f"{address}reference/tags/#tag:")


def test_the_tags_page_lists_every_page_under_its_tags(view, address, library):
    view.goto(f"{address}reference/tags/")
    titles = read_prerequisites(library).titles
    for page in library.pages.values():
        for name in page.tags:
            slug = name.text.lower().replace(" ", "-")
            links = view.locator(f'[id="tag:{slug}"] ~ ul').first.locator("a")
            names = links.all_inner_texts()
            assert titles[page.name] in names or page.title in names


def test_every_tag_leads_to_several_pages():
    pages = Library.read(load()).pages.values()
    used = [name.text for p in pages for name in p.tags]
    assert used
    assert [tag for tag in set(used) if used.count(tag) < 2] == []


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_says_where_it_is(page, view, address, library):
    view.goto(address + url(page))
    graph = read_prerequisites(library)
    chapter = next(
        c.title for c in graph.chapters for e in c.entries if e.name == page.name
    )
    path = view.locator(".md-path__item").all_inner_texts()
    if page.name == "index":
        assert path == []
    else:
        assert [item.strip() for item in path] == ["Home", chapter]
