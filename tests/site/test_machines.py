"""Every page says the right things about itself to programs."""

import gzip
import io
import json
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image

from sitekit.checkout.settings import ROOT
from sitekit.commands.file_server import served
from sitekit.overviews.cross_checks import LONGEST
from sitekit.scan.addresses import url
from tests.patience import wait_until
from tests.site.published import PAGES, RUNNING, by_url

SITE = "https://tensorflow-study-guide.readthedocs.io/"
REPOSITORY = "https://github.com/tensorflow-study-guide/tensorflow-study-guide"
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


class Head(HTMLParser):
    """The head of a page: its `meta` and `link` elements and its linked data."""

    def __init__(self, text):
        super().__init__()
        self.meta, self.links, self.scripts, self.in_data = [], [], [], False
        self.feed(text.partition("</head>")[0])

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.in_data = values.get("type") == "application/ld+json"
        if self.in_data:
            self.scripts.append("")
        if tag == "meta":
            self.meta.append(
                (values.get("name") or values.get("property"), values.get("content"))
            )
        if tag == "link":
            self.links.append((values["rel"], values["href"]))

    def handle_data(self, data):
        if self.in_data:
            self.scripts[-1] += data

    def handle_endtag(self, tag):
        self.in_data = False

    def said(self, name):
        """The one thing that the page says under a name."""
        (value,) = [value for key, value in self.meta + self.links if key == name]
        return value

    @property
    def data(self):
        """The page's linked data."""
        (text,) = self.scripts
        return json.loads(text)


def head(site, page):
    return Head((site / url(page) / "index.html").read_text("utf-8"))


def built_pages(site):
    """The addresses of all pages that are built."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html")
        for file in site.rglob("*.html")
        if not file.is_relative_to(site / "assets")
    }


def test_no_built_page_is_overlooked(site):
    assert built_pages(site) == {url(page) for page in PAGES} | {"404.html"}


def test_every_page_has_a_description_of_its_own(site):
    said = [
        Head((site / name / "index.html").read_text("utf-8")).said("description")
        for name in built_pages(site) - {"404.html"}
    ]
    said.append(Head((site / "404.html").read_text("utf-8")).said("description"))
    assert {text: len(text) for text in said if not 50 <= len(text) <= 160} == {}
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_a_page_names_its_address_and_its_picture(page, site):
    found = head(site, page)
    assert found.said("description") == page.description
    assert found.said("canonical") == SITE + url(page)
    assert found.said("og:url") == SITE + url(page)
    assert found.said("og:type") == "article"
    assert found.said("og:site_name") == "TensorFlow Study Guide"
    assert found.said("og:title") == page.title
    assert found.said("og:description") == page.description
    assert page.title in found.said("og:image:alt")
    assert found.said("twitter:card") == "summary_large_image"
    picture = (site / found.said("og:image").removeprefix(SITE)).read_bytes()
    image = Image.open(io.BytesIO(picture))
    size = (int(found.said("og:image:width")), int(found.said("og:image:height")))
    assert image.size == size == (1200, 630)
    assert found.said("og:image:type") == f"image/{image.format.lower()}"
    assert len(picture) <= 40_000


def test_no_two_pages_have_the_same_picture(site):
    files = list((site / "assets/social").rglob("*.png"))
    assert len(files) == len({file.read_bytes() for file in files}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_a_page_is_a_learning_resource(page, site, library):
    data = head(site, page).data
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "LearningResource"
    assert (data["name"], data["description"]) == (page.title, page.description)
    assert data["url"] == SITE + url(page)
    assert data["inLanguage"] == "en"
    assert "creativecommons.org/licenses/by/4.0" in data["license"]
    assert data["isPartOf"]["url"] == SITE
    for address in (data["image"], data["encoding"]["contentUrl"]):
        assert (site / address.removeprefix(SITE)).is_file()
    if page.runs:
        stamp = (site / url(page) / "index.html").read_text("utf-8")
        year, _, day = data["dateModified"].split("-")
        assert f"{int(day)} " in stamp
        assert year in stamp
        assert data["datePublished"] == data["dateModified"]
    for code in data.get("hasPart", []):
        assert "apache.org/licenses/LICENSE-2.0" in code["license"]
        assert (site / code["url"].removeprefix(SITE)).is_file()
    assert bool(data.get("hasPart")) == bool(page.environments)


@pytest.mark.parametrize("page", RUNNING, ids=by_url)
def test_what_a_page_teaches_is_what_it_promises(page, site):
    data = head(site, page).data
    promises = page.body.count("**You will be able to**")
    assert bool(data.get("teaches")) == bool(promises)
    assert all(len(goal) > 10 for goal in data.get("teaches", []))


def test_the_sitemap_lists_every_page_and_nothing_else(site):
    text = (site / "sitemap.xml").read_text("utf-8")
    listed = [entry.text for entry in ElementTree.fromstring(text).iter(LOCATION)]
    assert sorted(listed) == sorted(SITE + url(page) for page in PAGES)
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode() == text


def test_the_repository_s_address_is_configured_once():
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert text.count("github.com") == 1
    assert f"repository: {REPOSITORY}\n" in text
    assert "repo_url" not in text
    for file in [*(ROOT / "overrides").iterdir(), *(ROOT / "sitekit").glob("*.py")]:
        assert "github.com/tensorflow-study-guide" not in file.read_text("utf-8"), file


def test_a_page_is_edited_and_reported_where_it_lies(site, chromium, address):
    view = chromium.new_page()
    for page in PAGES:
        view.goto(address + url(page))
        edit = view.get_by_role("link", name="Edit this page")
        path = edit.get_attribute("href").removeprefix(f"{REPOSITORY}/edit/main/")
        assert path == page.path
        assert (ROOT / path).is_file()
        report = view.get_by_role("link", name="Report a problem")
        new_issue = urlsplit(report.get_attribute("href"))
        assert new_issue.geturl().startswith(f"{REPOSITORY}/issues/new?title=")
        title = view.evaluate(
            "link => new URL(link.href).searchParams.get('title')",
            report.element_handle(),
        )
        assert title == f"{page.path}: "
    view.close()


def test_where_there_is_no_page_a_reader_finds_the_others(site, chromium):
    view = chromium.new_page()
    with served(site) as root:  # its links begin at the root, wherever it is shown
        view.goto(f"{root}404.html")
        links = view.locator("article a").evaluate_all(
            "all => all.map(link => new URL(link.href).pathname.slice(1))"
        )
        assert sorted(links) == sorted(url(page) for page in PAGES)
        assert view.locator("meta[name=robots]").get_attribute("content") == "noindex"
        view.keyboard.press("/")
        search = view.get_by_role("textbox", name="Search")
        assert search.evaluate("field => field === document.activeElement")
        search.press_sequentially("padding")
        found = view.locator("a.md-search-result__link", has_text="Notes on padding")
        found.first.click()
        view.wait_for_url("**/notes/padding/**")
    view.close()


def test_a_page_that_replaces_another_speaks_for_itself(chromium, address, site):
    """Material shows the next page without loading it; its head has to follow."""
    first, second = (
        page for page in PAGES if url(page) in ("keras/sequential/", "notes/padding/")
    )
    view = chromium.new_page()
    sitemap = (site / "sitemap.xml").read_text("utf-8").replace(SITE, address)
    view.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap))
    view.goto(address + url(first))
    view.wait_for_load_state("networkidle")
    view.evaluate("window.isStillHere = true")
    view.locator(f'a.md-nav__link[href$="{url(second)}"]').first.click()
    view.wait_for_url(f"**/{url(second)}")
    view.locator("h1", has_text="padding").wait_for()
    wait_until(lambda: Head(view.content()).data["url"] == SITE + url(second))
    assert view.evaluate("window.isStillHere")
    found = Head(view.content())
    assert found.said("og:url") == SITE + url(second)
    assert found.said("description") == second.description
    view.close()


def test_the_site_s_settings_are_those_of_mkdocs_yml():
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    plain = "\n".join(line for line in text.split("\n") if "!!python" not in line)
    settings = yaml.safe_load(plain.partition("\nmarkdown_extensions:")[0])
    assert settings["site_url"] == SITE
    assert settings["theme"]["custom_dir"] == "overrides"
    assert 50 <= len(settings["site_description"]) <= LONGEST
