"""Makes a figure or a diagram part of a page, with letters that can be read."""

import math
import re

from markupsafe import Markup

# What matplotlib says of all lines; the ends of lines are "butt" anyway.
STROKES = (
    '<style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>'
)
# The least that the letters of a figure measure on a phone, in CSS pixels.
LEGIBLE = 10
LETTERS = re.compile(r'font-size(?:: *|=")([\d.]+)')
# A tag, and not what a text says.
TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
BOX = re.compile(r'\bviewBox="\S+ \S+ (\S+) (\S+)"')
WIDTH = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)(pt|px|)"')


def inline_svg(svg: str, prefix: str, alt: str) -> Markup:
    """Makes an SVG part of the page: unique ids, a role and a name.

    Args:
        svg: A figure or a diagram.
        prefix: What makes its ids unique on the page.
        alt: Its text alternative.
    """
    least = narrowest(svg)
    svg = str(svg)[svg.index("<svg") :]
    svg = TAG.sub(lambda tag: _renamed(tag[0], prefix), svg)
    svg = re.sub(r"\n\s*", "\n", svg)
    # A style inside a figure would be one for the whole page.
    if STROKES in svg:
        svg = svg.replace(STROKES, "")
        svg = svg.replace("<svg", '<svg stroke-linejoin="round"', 1)
    svg = svg.replace("<svg", Markup('<svg role="img" aria-label="{}"').format(alt), 1)
    # So that a browser knows the height of what it has not laid out; see `guide.css`.
    shape = r'\g<0> style="aspect-ratio:\1/\2"'
    # matplotlib's, what a value says in SVG, as in a notebook, or drawn in this room.
    drawing = Markup(BOX.sub(shape, svg, count=1))
    if not least:
        return drawing
    # It scrolls where its letters would become too small.
    focus = "" if "tabindex=" in svg else Markup(' tabindex="0"')
    plot = Markup('<div class="sg-plot" style="--sg-least:{}px"{}>{}</div>')
    return plot.format(least, focus, drawing)


def _renamed(tag: str, prefix: str) -> str:
    """A tag whose ids, and what refers to them, are those of one drawing."""
    tag = re.sub(r'(?<=\s)id="([^"]+)"', rf'id="{prefix}-\1"', tag)
    tag = re.sub(r'href="#', f'href="#{prefix}-', tag)
    tag = re.sub(r"""url\((["']?)#""", rf"url(\1#{prefix}-", tag)
    return re.sub(r'aria-labelledby="[^"]*"', "", tag)


def narrowest(svg: str) -> int:
    """The width at which the smallest letters of a figure can still be read.

    Args:
        svg: A figure; its size and the sizes of its letters in one unit.

    Returns:
        CSS pixels, no more than the figure's own width; 0 where it has no letters.
    """
    size = WIDTH.search(svg)
    # An exponent is smaller than its base, and may be: each text counts as a whole.
    texts = [LETTERS.findall(part) for part in re.split(r"<text\b|</text>", svg)]
    letters = min((max(map(float, found)) for found in texts if found), default=0)
    if not size or not letters:
        return 0
    width = float(size[1])
    own = width * (4 / 3 if size[2] == "pt" else 1)
    return math.ceil(min(own, width * LEGIBLE / letters))
