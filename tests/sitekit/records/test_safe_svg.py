"""Drawings look as they did, capitals and all, and do nothing."""

from xml.etree import ElementTree

import matplotlib.figure
import pytest

from sitekit.records.safe_svg import safe_svg
from sitekit.records.unsafe import Unsafe

S = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
STROKES = "*{stroke-linejoin: round; stroke-linecap: butt}"
DRAWING = f"""{S} viewBox="0 0 9 9" width="9pt">
 <defs>
  <style type="text/css">{STROKES}</style>
  <clipPath id="clip"><rect x="0" y="0" width="9" height="9"/></clipPath>
  <linearGradient id="g" gradientUnits="userSpaceOnUse" gradientTransform="rotate(9)">
   <stop offset="0.5" stop-color="#fff"/></linearGradient>
 </defs>
 <g id="a" clip-path="url(#clip)" transform="translate(1 2) scale(0.1 -0.1)">
  <path d="M 0 0 L 1,1 z" style="fill: var(--figure-1, #2a78b8); stroke-width: 2"/>
  <use xlink:href="#a" x="1"/><use href="#a" fill="url(#g)"/>
  <image xlink:href="data:image/webp;base64,UklGRg==" width="1" height="1"/>
  <text x="1" style="font-size: 11px">5 &lt; 6<tspan>7</tspan></text>
 </g>
</svg>"""


def tree(svg: str) -> list[object]:
    found = ElementTree.fromstring(svg).iter()
    return [(one.tag, one.attrib, one.text, one.tail) for one in found]


def test_a_drawing_is_left_as_it_is() -> None:
    found = safe_svg(DRAWING)
    assert tree(found) == tree(DRAWING)
    for name in ("viewBox", "clipPath", "linearGradient", 'xlink:href="#a"', STROKES):
        assert name in found


def test_a_figure_of_matplotlib_s_is_left_as_it_is() -> None:
    figure = matplotlib.figure.Figure()
    axes = figure.subplots()
    axes.plot([1, 2], [3, 1], "o--", label="a & b")
    axes.imshow([[0, 1]])
    axes.legend()
    from sitekit.worker.figures import to_svg

    svg = to_svg(figure)
    spaces = [
        (t, {k: v.replace(" ", "") for k, v in a.items()}) for t, a, *_ in tree(svg)
    ]
    again = tree(safe_svg(svg))
    assert [
        (t, {k: v.replace(" ", "") for k, v in a.items()}) for t, a, *_ in again
    ] == (spaces)


@pytest.mark.parametrize(
    ("svg", "wanted"),
    [
        ("<svg><path d='M 0 0'/></svg>", '\n<path d="M 0 0" />'),
        (f"<?xml version='1.0'?><!DOCTYPE svg>{S}><g/></svg>", "\n<g />"),
        (f"{S}><!-- x --><g data-x='1' xmlns:i='urn:i' i:y='2'/></svg>", "\n<g />"),
        (f"{S}><text>&#60;b&#62;</text></svg>", "<text>&lt;b&gt;</text>"),
        (f"{S}><g class='a'/></svg>", "\n<g />"),
        (
            f"{S}><path style='fill: none; position: fixed'/></svg>",
            'style="fill: none"',
        ),
    ],
)
def test_what_is_on_no_list_is_left_out(svg: str, wanted: str) -> None:
    assert wanted in safe_svg(svg)


def test_styles_hold_for_the_drawing_only() -> None:
    svg = (
        f"{S}><style>.a, #b {{fill: red; top: 0}}</style><g id='b' class='a x'/></svg>"
    )
    root = ElementTree.fromstring(safe_svg(svg))
    scope = root.attrib["class"]
    style, group = root
    assert style.text == (
        f':where(.{scope}) .{scope}-a, :where(.{scope}) :is(#b, [id$="-b"]) '
        "{fill: red}\n"
    )
    assert group.attrib == {"id": "b", "class": f"{scope}-a"}


@pytest.mark.parametrize(
    ("svg", "what"),
    [
        (f"{S}>", "is not well-formed: no element found"),
        (f"{S}/>x", "is not well-formed: junk after document element"),
        ("<b><svg/></b>", "is not an SVG: its first element is <b>"),
        (f"{S}><script/></svg>", "has a <script> element"),
        (f"{S}><svg/></svg>", "has a <svg> element"),
        (f"{S} onload='x'/>", "has the handler `onload`"),
        (f"{S}><use href='http://e.org/#x'/></svg>", "refers to `http://e.org/#x`"),
        (f"{S}><g fill='url(//e.org)'/></svg>", "has an address in `fill`"),
        (f"{S}><style>@import 'x'</style></svg>", "has an address in its styles"),
        (f"{S}><title><g/></title></svg>", "has elements where only text is allowed"),
        (f"<!DOCTYPE svg [<!ENTITY x 'y'>]>{S}/>", "has a document type with entities"),
    ],
)
def test_what_would_act_is_told(svg: str, what: str) -> None:
    with pytest.raises(Unsafe) as caught:
        safe_svg(svg)
    assert caught.value.what.startswith(what)
    assert caught.value.repair
