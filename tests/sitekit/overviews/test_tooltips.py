"""Terms are explained at their first use, in prose, and linked both ways."""

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problems
from sitekit.overviews import glossary, tooltips
from sitekit.overviews.glossary import Glossary, Term, glossary_page, read_glossary
from sitekit.scan import definitions
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable

ENTRY = "- term: {}\n  definition: What `it` is.\n  page: page\n"
TERMS = Glossary(
    (
        Term("event file", "A <file>.", "page", ("event file",), 1),
        Term("epoch", "One `pass`.", "page", ("epoch",), 5),
        Term("ReLU", "A function.", "page", ("ReLU",), 9),
        Term("step", "An update.", "page", ("training step", "steps"), 13),
    )
)


def marked(html: str) -> list[tuple[str, str]]:
    """The text and the term's anchor of each link."""
    found, used = tooltips.mark(TERMS, "a/b", html)
    links = BeautifulSoup(found, "html.parser").select("a.sg-term")
    assert len(used) == len(links)
    return [(a.get_text(), str(a["href"]).split("#")[1]) for a in links]


def test_the_first_use_is_a_link_with_the_definition() -> None:
    html, used = tooltips.mark(TERMS, "a/b", "<p>One epoch, then an epoch.</p>")
    assert html == (
        '<p>One <a class="sg-term" href="../../reference/glossary/#epoch" '
        'title="One pass.">epoch</a>, then an epoch.</p>'
    )
    assert used == ["epoch"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Epochs and EPOCH</p>", ["Epochs"]),
        ("<p>Event files, epochs</p>", ["Event files", "epochs"]),
        ("<p>relu, RELU, ReLU</p>", ["ReLU"]),
        ("<p>step, then steps</p>", ["steps"]),
        ("<p>a training step, more steps</p>", ["training step"]),
        ("<p>an <em>epoch</em></p>", ["epoch"]),
        ("<p>epochal, anepoch, epoch-like, mid-epoch</p>", []),
    ],
)
def test_words_are_found_as_they_are_written(html: str, words: list[str]) -> None:
    assert [text for text, _ in marked(html)] == words


@pytest.mark.parametrize(
    "html",
    [
        "<h2>An epoch</h2>",
        "<p><code>epoch</code></p>",
        "<pre><span>x</span>epoch</pre>",
        '<a href="x">an <b>epoch</b> ago</a>',
        "<svg><text>epoch</text></svg>",
        '<form class="sg-quiz"><legend>epoch</legend></form>',
        '<section class="sg-exercise" id="e"><p>epoch</p></section>',
        '<div class="sg-outputs"><div>x</div>epoch</div>',
        '<aside class="sg-stamp">epoch</aside>',
        "<!-- epoch -->",
        '<p title="an epoch > two">x</p>',
        "<summary>epoch</summary>",
        "<table><tr><th>epoch</th></tr></table>",
    ],
)
def test_what_is_no_prose_is_left_alone(html: str) -> None:
    assert marked(html) == []
    assert marked(f"{html}<p>the epoch</p>") == [("epoch", "epoch")]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>R&amp;D</p>", []),
        ("<p>a &lt; b &gt; c&nbsp;d &#38; &#x26;</p>", []),
        ("<p>&amp;amp</p>", ["amp"]),
        ("<p>1 amp &amp; x26</p>", ["amp", "x26"]),
        ("<p>amp&nbsp;lt</p>", ["amp", "lt"]),
        ("<p>AT&amp;T amp</p>", ["T", "amp"]),
    ],
)
def test_a_term_is_not_found_within_a_character_s_name(
    html: str, wanted: list[str]
) -> None:
    words = ("amp", "lt", "gt", "nbsp", "x26", "38", "T")
    terms = Glossary(tuple(Term(word, "A word.", "page", (word,), 1) for word in words))
    found, used = tooltips.mark(terms, "page", html)
    assert used == wanted
    texts = [BeautifulSoup(one, "html.parser").get_text() for one in (found, html)]
    assert texts[0] == texts[1]


def test_a_void_element_hides_nothing() -> None:
    assert marked('<p><img class="doc" src="x">epoch<br/></p>') == [("epoch", "epoch")]


def test_entries_and_pages_name_each_other(guide: Guide) -> None:
    guide.page("---\ntitle: The <page>\n---\n# A page\n")
    guide.page("# Glossary\n\n```glossary\n```\n", glossary.PAGE)
    guide.write(definitions.FILE, ENTRY.format("epoch") + ENTRY.format("Batch"))
    library = guide.library()
    here = library.pages[f"docs/{glossary.PAGE}.md"]
    titles = {page.name: page.title for page in library.pages.values()}
    contents = {
        "index": "<p>Two epochs</p>",
        "page": "<p>an epoch, a Batch</p>",
        glossary.PAGE: glossary_page(library, here, 0),
    }

    done = tooltips.mark_all(
        read_glossary(library), contents, titles | {"index": "Start"}
    )

    soup = BeautifulSoup(done[glossary.PAGE], "html.parser")
    assert [h.get_text() for h in soup.select("h2")] == ["Batch", "epoch"]
    assert soup.select_one("h2#epoch + p").decode_contents() == (
        "What <code>it</code> is."
    )
    users = soup.select("h2#epoch ~ .sg-users")[0]
    assert users.get_text() == "Explained in The <page>, used in Start"
    assert [a["href"] for a in users.select("a")] == ["../../page/", "../../"]
    assert soup.select_one(".sg-users").get_text() == "Explained in The <page>"
    assert 'href="reference/glossary/#epoch"' in done["index"]
    assert soup.div["data-block"] == "0"


def test_an_unused_term_is_named(guide: Guide) -> None:
    with pytest.raises(Problems) as caught:
        tooltips.mark_all(TERMS, {"page": "epoch, ReLU, steps"}, {"page": "A page"})
    (found,) = caught.value.problems
    assert (found.path, found.line) == (definitions.FILE, 1)
    assert "'event file'" in found.what


def test_the_page_that_is_to_explain_a_term_uses_it(guide: Guide) -> None:
    contents = {"page": "epoch, ReLU, steps", "other": "event file"}
    with pytest.raises(Problems) as caught:
        tooltips.mark_all(TERMS, contents, {"page": "A page", "other": "Another"})
    (found,) = caught.value.problems
    assert (found.path, found.line) == (definitions.FILE, 1)
    assert "page should explain 'event file', but does not use it" in found.what
    assert found.repair == "name a page that does: other"


def test_a_mistake_stops_the_build(guide: Guide) -> None:
    guide.page("# Start\n\nNo such word.\n", "index")
    guide.page("# A page\n")
    guide.write(definitions.FILE, ENTRY.format("epoch"))
    done = guide.build()
    assert done.returncode == 1
    assert "glossary.yml:1: no page uses the term 'epoch'" in done.stdout
    assert "Traceback" not in done.stdout
    entry = ENTRY.format("such word").replace("page: page", "page: index")
    guide.write(definitions.FILE, entry)
    assert guide.build().returncode == 0
    html = (guide.site / "index.html").read_text("utf-8")
    assert 'title="What it is.">such word</a>' in html
    assert not (guide.site / "reference" / "glossary.yml").exists()
