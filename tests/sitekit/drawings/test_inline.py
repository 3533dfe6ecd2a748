"""A drawing becomes part of a page, with letters that can be read."""

import pytest
from bs4 import BeautifulSoup

from sitekit.drawings import inline
from tests.sitekit.miniature import Guide
from tests.sitekit.weave.test_html import Balance, weave_outputs

pytestmark = pytest.mark.portable

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
