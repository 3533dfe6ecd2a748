"""Records become HTML; whatever they hold, the page stays whole."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from bs4 import BeautifulSoup

from sitekit.records.outputs import Shown
from sitekit.weave import html as html_module
from sitekit.weave.html import LONG, counted, outputs_html
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable

SOURCE = Path(str(html_module.__file__)).read_text("utf-8")


def weave_outputs(guide: Guide, options: str, *outputs: dict[str, Any]) -> str:
    page = guide.scan(f"```{{.python {options}}}\n1\n```\n")
    shown = msgspec.convert(outputs, tuple[Shown, ...])
    return outputs_html(page, page.blocks[0], shown)


class Balance(HTMLParser):
    """Notes an end tag that ends another element than the last one begun."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("img", "br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass


HOSTILE = "</pre></div><script>alert('x')</script> & \"quoted\" <b>"


@pytest.mark.parametrize(
    "output",
    [
        {"type": "stream", "text": HOSTILE},
        {"type": "value", "text": HOSTILE},
        {"type": "note", "text": HOSTILE},
        {"type": "warning", "name": "UserWarning", "text": HOSTILE},
        {"type": "error", "name": "ValueError", "text": f"ValueError: {HOSTILE}"},
    ],
)
def test_text_is_shown_as_it_is(guide: Guide, output: dict[str, str]) -> None:
    html = weave_outputs(guide, "", output)
    Balance(html)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.select("script") == []
    assert HOSTILE in soup.get_text()


def test_the_first_line_of_an_output_keeps_its_place(guide: Guide) -> None:
    html = weave_outputs(guide, "", {"type": "stream", "text": "\n  indented"})
    # HTML drops one line break right after <pre>.
    assert html.split("<pre", 1)[1].split(">", 1)[1].startswith("\n\n  indented")


def test_outputs_keep_their_order(guide: Guide) -> None:
    kinds = ["stream", "value", "stream", "value"]
    outputs = [{"type": k, "text": str(n)} for n, k in enumerate(kinds)]
    html = weave_outputs(guide, "", *outputs)
    found = BeautifulSoup(html, "html.parser").find_all("pre")
    assert [tag["class"] for tag in found] == [[f"sg-{kind}"] for kind in kinds]
    assert [tag.get_text().strip() for tag in found] == ["0", "1", "2", "3"]


def test_no_output_is_no_html(guide: Guide) -> None:
    assert weave_outputs(guide, "") == ""
    stream = {"type": "stream", "text": "x"}
    assert weave_outputs(guide, 'output="hide"', stream) == ""


@pytest.mark.parametrize(
    ("texts", "said"),
    [(["one"], "1 line)"), (["one\ntwo"], "2 lines)"), (["a\nb", "c"], "3 lines)")],
)
def test_a_folded_output_says_how_long_it_is(
    guide: Guide, texts: list[str], said: str
) -> None:
    outputs = [{"type": "stream", "text": text} for text in texts]
    html = weave_outputs(guide, 'output="fold"', *outputs)
    summary = BeautifulSoup(html, "html.parser").summary
    assert summary
    assert summary.get_text().endswith(said)


def test_a_photo_has_its_alternative_text(guide: Guide) -> None:
    html = weave_outputs(
        guide, 'alt="A cat"', {"type": "figure", "form": "png", "data": "AAAA"}
    )
    image = BeautifulSoup(html, "html.parser").img
    assert image
    assert image["alt"] == "A cat"
    assert image["src"] == "data:image/png;base64,AAAA"


def test_a_photograph_has_a_light_and_a_dark_picture(guide: Guide) -> None:
    output = {
        "type": "photograph",
        "light": "l.webp",
        "dark": "d.webp",
        "width": 1280,
        "height": 800,
    }
    html = weave_outputs(guide, 'alt="A chart"', output)
    images = BeautifulSoup(html, "html.parser").select("img")
    assert [image["src"] for image in images] == [
        "l.webp#only-light",
        "d.webp#only-dark",
    ]
    assert all(image["alt"] == "A chart" for image in images)
    assert all((image["width"], image["height"]) == ("1280", "800") for image in images)


def test_one_is_singular() -> None:
    assert [counted(n, "block") for n in (0, 1, 2)] == [
        "0 blocks",
        "1 block",
        "2 blocks",
    ]


def test_every_kind_of_output_is_known(guide: Guide) -> None:
    for kind in get_args(Shown):
        assert f"case {kind.__name__}(" in SOURCE or f"| {kind.__name__}(" in SOURCE
    with pytest.raises(msgspec.ValidationError, match="hologram"):
        weave_outputs(guide, "", {"type": "hologram", "text": "x"})


@pytest.mark.parametrize("kind", ["stream", "value", "warning"])
@pytest.mark.parametrize("option", ["", 'output="fold"'])
def test_a_long_output_is_folded_once_and_its_lines_are_counted(
    guide: Guide, kind: str, option: str
) -> None:
    text = "\n".join(["a line"] * (LONG + 1))
    output = {"type": kind, "name": "UserWarning", "text": text}
    html = weave_outputs(guide, option, {"type": "stream", "text": "short"}, output)
    soup = BeautifulSoup(html, "html.parser")
    (fold,) = soup.select("details.sg-fold")
    lines = LONG + 1 + bool(option)
    assert fold.summary.get_text() == f"Output ({lines} lines)"
    assert len(fold.select("pre")) == 1 + bool(option)


def test_an_output_that_is_not_long_and_an_error_are_in_sight(guide: Guide) -> None:
    text = "\n".join(["a line"] * LONG)
    assert "<details" not in weave_outputs(guide, "", {"type": "stream", "text": text})
    error = {
        "type": "error",
        "name": "ValueError",
        "text": f"ValueError: {text}\n{text}",
    }
    assert "<details" not in weave_outputs(guide, "", error)


def test_a_long_name_of_an_error_breaks_between_its_parts(guide: Guide) -> None:
    text = "tensorflow.errors_impl.DataLossError: corrupted record at 7.5"
    html = weave_outputs(guide, "", {"type": "error", "name": "E", "text": text})
    assert "tensorflow.<wbr>errors_impl.<wbr>DataLossError</b>: corrupted" in html
    assert BeautifulSoup(html, "html.parser").get_text().strip() == text
