"""Records become HTML; whatever they hold, the page stays whole."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from bs4 import BeautifulSoup

from sitekit.drawings import inline
from sitekit.records.outputs import Body, Shown
from sitekit.records.store import Record
from sitekit.scan.model import Page
from sitekit.weave import html as html_module
from sitekit.weave.html import LONG, counted, outputs_html
from sitekit.weave.stamp import STAMP, stamp_html
from tests.sitekit.miniature import Guide

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


SVG = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" aria-labelledby="t">
  <defs><path id="a" d="M0 0"/></defs>
  <use xlink:href="#a" clip-path="url(#c)"/>
  <clipPath id="c"/>
</svg>"""


def test_a_drawing_refers_to_its_own_ids(guide: Guide) -> None:
    html = weave_outputs(
        guide, 'alt="It\'s"', {"type": "figure", "form": "svg", "data": SVG}
    )
    Balance(html)
    svg = BeautifulSoup(html, "html.parser").svg
    assert svg
    ids = [tag["id"] for tag in svg.select("[id]")]
    assert len(ids) == 2
    assert svg.use["xlink:href"] == f"#{ids[0]}"
    assert svg.use["clip-path"] == f"url(#{ids[1]})"
    assert "a" not in ids
    assert svg["aria-label"] == "It's"
    assert "<?xml" not in html


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


def stamp(guide: Guide, text: str, **body: Any) -> str:
    page: Page = guide.scan(text)
    known = {"started": 0.0, "seconds": 1.25, "versions": {}, **body}
    rest = {"schema": 1, "key": "", "page": "", "environment": ""}
    full = msgspec.convert({**rest, **known, "blocks": [], "values": []}, Body)
    html = stamp_html(page, Record("key", full), [("a&b.py", "Script")])
    assert html.startswith(STAMP)
    Balance(html)
    return html


def test_the_stamp_names_versions_date_blocks_and_time(guide: Guide) -> None:
    html = stamp(
        guide,
        "```python\n1\n```\n",
        versions={
            "default": {"python": "3.11.7", "tensorflow": "2.21.0", "keras": "3.15.0"},
            "old": {"python": "3.9.1", "numpy": "1.0"},
        },
    )
    text = BeautifulSoup(html, "html.parser").get_text()
    assert "TensorFlow 2.21.0, Keras 3.15.0, Python 3.11.7; Python 3.9.1" in text
    assert "1 January 1970" in text
    assert "1 block," in text
    assert "1.2\N{NO-BREAK SPACE}s" in text
    assert 'href="a&amp;b.py"' in html


def test_a_page_that_ran_nothing_does_not_claim_that_it_did(guide: Guide) -> None:
    html = stamp(guide, "```proof\n```\n")
    assert "was run" not in html


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


def svg(*texts: str, width: str = "360pt") -> str:
    return f'<svg width="{width}" viewBox="0 0 360 216">{"".join(texts)}</svg>'


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        (svg('<text style="font-size: 11px">loss</text>'), 328),
        (
            svg('<text style="font-size: 12px"/>', '<text style="font-size: 10px"/>'),
            360,
        ),
        # No wider than it is by itself: 360 pt are 480 px.
        (svg('<text style="font-size: 4px">tiny</text>'), 480),
        (svg('<text style="font-size: 4px">tiny</text>', width="360"), 360),
        # An exponent counts as large as its base.
        (
            svg(
                '<text><tspan style="font-size: 10px">10</tspan>'
                '<tspan style="font-size: 7px">3</tspan></text>'
            ),
            360,
        ),
        (svg("<path/>"), 0),
        ('<svg viewBox="0 0 9 9"><text style="font-size: 8px">?</text></svg>', 0),
    ],
)
def test_a_figure_is_never_so_narrow_that_its_letters_cannot_be_read(
    guide: Guide, figure: str, least: int
) -> None:
    assert inline.narrowest(figure) == least
    html = weave_outputs(
        guide, 'alt="A plot"', {"type": "figure", "form": "svg", "data": figure}
    )
    Balance(html)
    soup = BeautifulSoup(html, "html.parser")
    found = [plot["style"] for plot in soup.select('.sg-plot[tabindex="0"]:has(svg)')]
    assert found == ([f"--sg-least:{least}px"] if least else [])


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
