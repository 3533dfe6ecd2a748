"""What a reader takes away from any page is whole, and works elsewhere."""

import json
import re
import sqlite3
import zipfile

import pytest
from markdown_it import MarkdownIt

from sitekit.commands.file_server import served
from sitekit.publish import archive
from sitekit.publish.check import check_site
from sitekit.records.outputs import Figure, Photograph
from sitekit.scan.addresses import url
from sitekit.weave import downloads
from sitekit.weave.aid_markdown import whole_aid
from sitekit.weave.html import Textual, plain_text, shown_outputs
from tests.site.published import PAGES, PROVED, by_url

SITE = "https://tensorflow-study-guide.readthedocs.io/"
LINK = re.compile(re.escape(SITE) + r"[^)>\s\"#]*")
DIALECT = re.compile(r"^(?:!!!|\?\?\?|===\+? \")|\{\{|\{ ?[.#]|:material-|^::: ", re.M)
Drawn = Figure | Photograph


def markdown(site, page):
    return (site / url(page) / downloads.markdown(page)).read_text("utf-8")


def fences(text):
    """The fenced blocks of a Markdown text: language and content."""
    return [
        (token.info, token.content.removesuffix("\n"))
        for token in MarkdownIt().parse(text)
        if token.type == "fence"
    ]


def prose(site, page):
    """A page's Markdown without its fenced blocks."""
    text = markdown(site, page)
    lines = text.split("\n")
    for token in reversed(MarkdownIt().parse(text)):
        if token.type == "fence":
            del lines[slice(*token.map)]
    return "\n".join(lines)


@pytest.mark.parametrize("page", PROVED, ids=by_url)
def test_the_markdown_has_every_block_with_what_it_showed(page, site, library):
    record = library.record(page)
    text = markdown(site, page)
    found = iter(fences(text))
    for block, entry in zip(page.blocks, record.body.blocks, strict=True):
        if block.options.kind in ("overview", "tensorboard", "diagram"):
            continue
        if block.options.is_aid:
            whole = whole_aid(page, block, entry.aid)
            assert whole in text, block.where
            for fence in fences(whole):
                assert fence in found
            continue
        assert (block.language, block.code) in found, block.where
        if block.options.output == "hide":
            continue
        for output in entry.outputs:
            if isinstance(output, Textual):
                language, shown = next(found)
                assert language == "text"
                together = [
                    plain_text(one) for one in entry.outputs if isinstance(one, Textual)
                ]
                assert all(part in shown for part in together)
                break


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_the_markdown_has_the_values_the_pictures_and_no_dialect(page, site, library):
    text = markdown(site, page)
    assert DIALECT.findall(re.sub(r"`[^`]*`", "", prose(site, page))) == []
    assert text.startswith("# ")
    assert f"Source: <{SITE}{url(page)}>" in text
    if page.runs:
        record = library.record(page)
        assert all(value in prose(site, page) for value in record.body.values)
        for block, entry in zip(page.blocks, record.body.blocks, strict=True):
            drawn = (isinstance(o, Drawn) for o in shown_outputs(block, entry))
            if any(drawn):
                assert block.options.alt in text.replace("\\", "")


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_the_links_of_the_markdown_lead_somewhere(page, site):
    addresses = LINK.findall(markdown(site, page))
    assert addresses
    for address in addresses:
        target = site / address.removeprefix(SITE).partition("?")[0]
        file = target / "index.html" if target.is_dir() else target
        assert file.is_file(), address
    assert re.findall(r"\]\((?!https?:|mailto:)[^)]*\)", prose(site, page)) == []


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_a_page_offers_its_markdown(page, chromium, address):
    view = chromium.new_page()
    view.goto(address + url(page))
    link = view.locator("article a[download]", has_text="Markdown")
    assert link.count() == 1
    with view.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename == downloads.markdown(page)
    view.close()


def test_llms_txt_names_the_markdown_of_every_page(site):
    text = (site / "llms.txt").read_text("utf-8")
    title, summary, *_ = text.split("\n\n")
    assert title == "# TensorFlow Study Guide"
    assert summary.startswith("> ")
    listed = re.findall(r"^- \[(.+)\]\((.+?)\)(?:: (.+))?$", text, re.MULTILINE)
    (full,) = [entry for entry in listed if entry[1] == f"{SITE}llms-full.txt"]
    listed.remove(full)
    assert sorted(listed) == sorted(
        (page.title, f"{SITE}{url(page)}{downloads.markdown(page)}", page.description)
        for page in PAGES
    )


def test_llms_full_txt_holds_the_markdown_of_every_page(site):
    text = (site / "llms-full.txt").read_text("utf-8")
    for page in PAGES:
        assert text.count(markdown(site, page).strip()) == 1, page.path


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """The archive, unpacked as a reader would."""
    folder = tmp_path_factory.mktemp("offline")
    with zipfile.ZipFile(site / archive.NAME) as packed:
        packed.extractall(folder)
    return folder / archive.FOLDER


def test_the_archive_is_the_whole_site_but_itself(site, unpacked, library):
    built, taken = (
        {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
        for folder in (site, unpacked)
    )
    assert set(built) - set(taken) == {archive.NAME}
    assert set(taken) - set(built) == {"README.txt"}
    differing = [name for name in taken if built.get(name, taken[name]) != taken[name]]
    assert differing == ["index.html"]
    check_site(library, unpacked)
    assert archive.pack(site) == (site / archive.NAME).read_bytes()


def test_the_home_page_offers_the_archive_with_its_size(site, chromium, address):
    view = chromium.new_page()
    view.goto(address)
    link = view.get_by_role("link", name="the whole guide to read offline")
    with view.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename == archive.NAME
    size = (site / archive.NAME).stat().st_size
    assert taken.value.path().stat().st_size == size
    assert f"({size / 1e6:.1f} MB)" in view.locator("article").inner_text()
    view.close()


def test_the_unpacked_archive_works_from_a_plain_file_server(unpacked, chromium):
    view = chromium.new_page()
    wrong = []
    with served(unpacked.parent) as root:
        home = f"{root}{archive.FOLDER}/"
        view.on("pageerror", lambda error: wrong.append(str(error)))
        view.on("requestfailed", lambda request: wrong.append(request.url))
        view.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((home, "data:"))
                else wrong.append(request.url)
            ),
        )
        view.on(
            "response",
            lambda answer: wrong.append(answer.url) if answer.status >= 400 else None,
        )
        for page in PAGES:
            view.goto(home + url(page))
            view.wait_for_load_state("networkidle")
            assert view.locator("h1").count() == 1
        view.keyboard.press("/")
        view.get_by_role("textbox", name="Search").press_sequentially("padding")
        found = view.locator("a.md-search-result__link", has_text="Notes on padding")
        found.first.wait_for()
    view.close()
    assert wrong == []


def test_all_cards_can_be_taken_to_anki(site, chromium, address, tmp_path):
    proof = json.loads((site / "proof.json").read_text("utf-8"))
    total = sum(page["cards"] for page in proof["pages"])
    view = chromium.new_page()
    view.goto(f"{address}reference/cards/")
    link = view.get_by_role("link", name=f"{total} cards for Anki")
    with view.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename == "tensorflow-study-guide.apkg"
    with zipfile.ZipFile(taken.value.path()) as package:
        package.extract("collection.anki2", tmp_path)
    view.close()
    deck = sqlite3.connect(tmp_path / "collection.anki2")
    ((notes,),) = deck.execute("SELECT count(*) FROM notes")
    assert notes == total > 0
    pages = {row[0].split("\x1f")[2] for row in deck.execute("SELECT flds FROM notes")}
    assert len(pages) == sum(page["cards"] > 0 for page in proof["pages"])
