"""Every page, in a real browser: it loads, it is complete, it fits."""

import json

import pytest

from sitekit.aids.cards import Dealt
from sitekit.aids.quiz import Asked
from sitekit.records.outputs import Figure, Raised, Stream, Value
from sitekit.scan.addresses import url
from sitekit.weave.aids import flashcards, shown_question
from sitekit.weave.html import counted, plain_text
from tests.site.published import PAGES, PROVED, by_url

SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
WIDEST = """() => {
  const width = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth - width;
}"""
SHOWN = """element => {
  const code = element.querySelector(":scope > pre code, :scope > .sg-code pre code");
  const outputs = element.querySelector(".sg-outputs");
  return {
    code: code ? code.textContent : null,
    outputs: outputs
      ? [...outputs.querySelectorAll("pre")].map(pre => pre.textContent)
      : [],
    figures: outputs ? outputs.querySelectorAll("figure").length : 0,
  };
}"""


@pytest.fixture(scope="module", params=[("light", "desktop"), ("dark", "phone")])
def view(request, chromium):
    """A browser window in one theme and size, that notes what goes wrong."""
    theme, size = request.param
    width, height = SIZES[size]
    context = chromium.new_context(
        color_scheme=theme, viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.errors, page.requests = [], []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            page.errors.append(message.text) if message.type == "error" else None
        ),
    )
    page.on("request", lambda request: page.requests.append(request.url))
    page.on(
        "response",
        lambda answer: (
            page.errors.append(f"{answer.status} {answer.url}")
            if answer.status >= 400
            else None
        ),
    )
    page.theme = theme
    yield page
    context.close()


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_loads_without_errors_and_without_another_host(page, view, address):
    view.errors.clear()
    view.requests.clear()

    view.goto(address + url(page))
    view.wait_for_load_state("networkidle")

    assert view.errors == []
    assert view.requests
    foreign = [r for r in view.requests if not r.startswith((address, "data:"))]
    assert foreign == []
    assert view.evaluate(WIDEST) <= 0, "the page scrolls sideways"


def aid_texts(page, block, aid):
    """What a study aid has to show: what is asked, and what the run computed."""
    if isinstance(aid, Asked):
        asked = shown_question(block.content, aid)
        said = [asked.text, asked.code, asked.right.text, asked.why]
        said += [part for one in asked.answers for part in (one.text, one.reason)]
        return [text.replace("`", "") for text in said]
    if isinstance(aid, Dealt):
        cards = flashcards(page, block.content, aid)
        said = [part for c in cards for part in (c.front, c.code, c.given, c.back)]
        return [text.replace("`", "") for text in said]
    printed = [output.text for output in aid.outputs if isinstance(output, Stream)]
    return [*aid.code.values(), *printed]


@pytest.mark.parametrize("page", PROVED, ids=by_url)
def test_shows_each_block_with_what_it_printed(page, view, address, library):
    record = library.record(page)

    view.goto(address + url(page))

    for block, entry in zip(page.blocks, record.body.blocks, strict=True):
        element = view.locator(f'[data-block="{block.number}"]')
        assert element.count() == 1
        if block.options.kind in ("overview", "tensorboard", "diagram"):
            continue
        if block.options.is_aid:
            wanted = aid_texts(page, block, entry.aid)
            text = "".join(element.text_content().split())
            assert [one for one in wanted if "".join(one.split()) not in text] == []
            continue
        shown = element.evaluate(SHOWN)
        assert shown["code"].split() == block.code.split()
        if block.options.output == "hide":
            assert shown["outputs"] == []
            continue
        texts = [
            plain_text(output)
            for output in entry.outputs
            if isinstance(output, Stream | Value | Raised)
            and not getattr(output, "html", "")
        ]
        assert [text for text in shown["outputs"] if text in texts] == texts
        pictures = [one for one in entry.outputs if isinstance(one, Figure)]
        assert shown["figures"] == len(pictures)


@pytest.mark.parametrize("page", PROVED, ids=by_url)
def test_every_picture_has_a_text_alternative(page, view, address):
    view.goto(address + url(page))

    pictures = view.locator("article img, article svg[role=img]")
    for number in range(pictures.count()):
        element = pictures.nth(number)
        assert element.get_attribute("alt") or element.get_attribute("aria-label")
    figures = view.locator("article figure.sg-figure")
    assert figures.count() == view.locator(
        "figure.sg-figure :is(svg, img)"
    ).evaluate_all("all => new Set(all.map(e => e.closest('figure'))).size")


def test_photographs_follow_the_theme(view, address, library):
    pages = [
        page
        for page in library.pages.values()
        if any(block.options.kind == "tensorboard" for block in page.blocks)
    ]
    assert pages
    for page in pages:
        view.goto(address + url(page))
        shots = view.locator(".sg-shot img:visible")
        assert shots.count() >= 1
        for number in range(shots.count()):
            shot = shots.nth(number)
            shot.scroll_into_view_if_needed()
            assert f"-{view.theme}.webp" in shot.get_attribute("src")
            loaded = "image => image.decode().then(() => image.naturalWidth)"
            assert shot.evaluate(loaded) > 1000


@pytest.mark.parametrize("page", PROVED, ids=by_url)
def test_is_stamped(page, view, address):
    view.goto(address + url(page))

    stamp = view.locator(".sg-stamp")
    assert stamp.count() == 1
    if page.environments:
        assert counted(len(page.blocks), "block") in stamp.inner_text()
    else:
        assert "the rest of the guide" in stamp.inner_text()


def test_proof_page_names_every_page(view, address, library):
    view.goto(address + "proof/")

    table = view.locator(".sg-proof table")
    names = table.locator("tbody a").all_inner_texts()
    proved = [p.title for p in library.pages.values() if p.environments]
    assert sorted(names) == sorted(proved)


def test_search_finds_prose_and_no_outputs(site):
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    assert "padding" in text
    assert "sg-stream" not in text
    assert "Every block on this page was run" not in text
