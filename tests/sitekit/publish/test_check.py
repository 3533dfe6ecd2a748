"""The check of the built site finds what is wrong with it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sitekit.checkout.problems import Problems
from sitekit.publish.check import check_site
from sitekit.records.library import Library
from tests.sitekit.miniature import Guide


@pytest.fixture
def site(built: Guide, tmp_path: Path) -> Path:
    """A copy of a site that is as it should be."""
    return Path(shutil.copytree(built.site, tmp_path / "site"))


@pytest.fixture(scope="module")
def library(built: Guide) -> Library:
    return built.library()


def told(library: Library, site: Path) -> list[tuple[str, str]]:
    """The files that the check names, with what is wrong."""
    with pytest.raises(Problems) as caught:
        check_site(library, site)
    return [(problem.path, problem.what) for problem in caught.value.problems]


def edit(file: Path, old: str, new: str, count: int = -1) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, count), "utf-8")


def add(file: Path, html: str) -> None:
    edit(file, "</article>", f"{html}</article>")


def test_a_site_as_it_should_be_passes(library: Library, site: Path) -> None:
    assert check_site(library, site) is None


FOREIGN = {
    "script": '<script src="https://cdn.example.org/a.js"></script>',
    "without a scheme": '<script src="//cdn.example.org/a.js"></script>',
    "style sheet": '<link rel="stylesheet" href="https://example.org/a.css">',
    "font": '<link rel="preload" as="font" href="http://example.org/a.woff2">',
    "connection": '<link rel="preconnect" href="https://example.org">',
    "next page": '<link rel="prefetch" href="https://example.org/a.js">',
    "name": '<link rel="dns-prefetch" href="https://example.org">',
    "image": '<img alt="" src="https://example.org/a.png">',
    "image set": '<img alt="" src="a.svg" srcset="https://example.org/a.png 2x">',
    "source set": '<picture><source srcset="https://example.org/a.png"></picture>',
    "frame": '<iframe src="https://example.org/"></iframe>',
    "video": '<video src="https://example.org/a.mp4"></video>',
    "poster": '<video poster="https://example.org/a.png"></video>',
    "object": '<object data="https://example.org/a.svg"></object>',
    "svg image": '<svg><image href="https://example.org/a.png"/></svg>',
    "svg use": '<svg><use href="https://example.org/a.svg#b"/></svg>',
    "style": '<p style="background: url(https://example.org/a.png)">x</p>',
    "style element": "<style>@import 'https://example.org/a.css';</style>",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_request_to_another_host_is_found(
    library: Library, site: Path, what: str
) -> None:
    (site / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    html = FOREIGN[what].replace('"a.svg"', '"../a.svg"')
    add(site / "words/index.html", html)
    ((path, message),) = told(library, site)
    assert path == "site/words/index.html"
    assert "another host" in message
    assert "example.org" in message


@pytest.mark.parametrize(
    "css",
    [
        "body { background: url(https://example.org/a.png) }",
        "@font-face { src: url('//example.org/a.woff2') }",
        "@import url(https://example.org/a.css);",
        '@import "https://example.org/a.css";',
    ],
)
def test_a_request_by_a_style_sheet_is_found(
    library: Library, site: Path, css: str
) -> None:
    (site / "assets/guide.css").write_text(css)
    ((path, message),) = told(library, site)
    assert path == "site/assets/guide.css"
    assert "example.org" in message


def test_a_link_to_another_host_is_none_of_its_requests(
    library: Library, site: Path
) -> None:
    add(site / "words/index.html", '<a href="https://example.org/">away</a>')
    assert check_site(library, site) is None


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../nowhere/">gone</a>',
        '<a href="nowhere.pdf">gone</a>',
        '<a href="/nowhere/">gone</a>',
        '<a href="../chapter/topic/gone.ipynb">gone</a>',
        '<img alt="" src="gone.png">',
        '<script src="../gone.js"></script>',
        '<a href="../chapter/topic/#no-such-part">gone</a>',
        '<a href="#no-such-part">gone</a>',
    ],
)
def test_a_dead_link_is_found(library: Library, site: Path, html: str) -> None:
    add(site / "words/index.html", html)
    ((path, message),) = told(library, site)
    assert path == "site/words/index.html"
    assert "leads nowhere" in message


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../chapter/topic/">there</a>',
        '<a href="../chapter/topic/#use-it">there</a>',
        '<a href="../chapter/topic/topic.py?x=1">there</a>',
        '<a href="#only-words">there</a>',
        '<a href="..">there</a>',
        '<a href="mailto:a@example.org">there</a>',
        '<img alt="" src="data:image/png;base64,AA==">',
    ],
)
def test_a_link_that_leads_somewhere_is_fine(
    library: Library, site: Path, html: str
) -> None:
    add(site / "words/index.html", html)
    assert check_site(library, site) is None


def break_proof(site: Path, change: Callable[[dict[str, object]], None]) -> None:
    file = site / "proof.json"
    stated = json.loads(file.read_text("utf-8"))
    change(stated)
    file.write_text(json.dumps(stated))


def test_a_missing_proof_is_found(library: Library, site: Path) -> None:
    (site / "proof.json").unlink()
    assert [path for path, _ in told(library, site)] == ["mkdocs.yml"]


def test_a_page_that_the_proof_does_not_name_is_found(
    library: Library, site: Path
) -> None:
    break_proof(site, lambda stated: stated["pages"].pop(1))
    assert told(library, site) == [
        ("docs/index.md", "proof.json comes from another run")
    ]


def test_a_proof_of_another_run_is_found(library: Library, site: Path) -> None:
    break_proof(site, lambda stated: stated["pages"][0].update(key="0"))
    assert told(library, site) == [
        ("docs/chapter/topic.md", "proof.json comes from another run")
    ]


def test_a_missing_page_is_found(library: Library, site: Path) -> None:
    (site / "chapter/topic/index.html").unlink()
    found = told(library, site)
    assert ("docs/chapter/topic.md", "this page is not on the site") in found


@pytest.mark.parametrize("page", ["chapter/topic", "labs/lab"])
def test_a_missing_block_is_found(library: Library, site: Path, page: str) -> None:
    edit(site / page / "index.html", 'data-block="1"', "data-blok")
    ((_, message),) = told(library, site)
    assert message == "this block is not on the page"


def test_a_block_that_is_shown_twice_is_found(library: Library, site: Path) -> None:
    add(site / "index.html", '<div data-block="0"></div>')
    assert told(library, site) == [("docs/index.md", "this block is not on the page")]


def test_a_block_in_a_comment_is_found(library: Library, site: Path) -> None:
    file = site / "index.html"
    edit(file, '<div data-block="0"', '<!-- <div data-block="0"')
    add(file, "-->")
    assert ("docs/index.md", "this block is not on the page") in told(library, site)


def test_a_page_rendered_without_the_extension_is_found(
    library: Library, site: Path
) -> None:
    edit(site / "index.html", '<aside class="sg-stamp"', "<aside")
    ((path, message),) = told(library, site)
    assert path == "docs/index.md"
    assert "without the guide's Markdown extension" in message


def test_a_value_that_was_not_put_in_is_found(library: Library, site: Path) -> None:
    add(site / "chapter/topic/index.html", "<p>It is {{ value }}.</p>")
    assert [path for path, _ in told(library, site)] == ["docs/chapter/topic.md"]


def test_everything_that_is_wrong_is_told_at_once(library: Library, site: Path) -> None:
    (site / "proof.json").unlink()
    add(site / "words/index.html", FOREIGN["image"])
    add(site / "index.html", '<a href="nowhere/">gone</a>')
    assert [path for path, _ in told(library, site)] == [
        "mkdocs.yml",
        "site/index.html",
        "site/words/index.html",
    ]


@pytest.mark.parametrize("html", ['<b id="t"></b>', '<table id="t"><tr></tr></table>'])
def test_an_id_that_two_blocks_make_is_found(
    library: Library, site: Path, html: str
) -> None:
    file = site / "chapter/topic/index.html"
    page = library.pages["docs/chapter/topic.md"]
    add(file, f'<a name="t"></a>{html}')
    assert check_site(library, site) is None
    add(file, html)
    with pytest.raises(Problems) as caught:
        check_site(library, site)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (page.path, page.blocks[-1].line)
    assert problem.what == "the id 't' is already used on this page"


def test_an_id_above_all_blocks_is_told_by_the_built_file(
    library: Library, site: Path
) -> None:
    add(site / "words/index.html", '<b id="t"></b><i id="t"></i>')
    assert told(library, site) == [
        ("site/words/index.html", "the id 't' is already used on this page")
    ]
