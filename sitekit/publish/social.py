"""The picture of a page that is shown where somebody shares a link to it.

Drawn at the build, from the site's own mark and fonts that matplotlib brings.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from sitekit.checkout import Problem
from sitekit.publish.metadata import HEIGHT, WIDTH

MARGIN = 80
LOGO = "docs/assets/logo.svg"
VIEW = 32  # the width and the height of the logo's view box
FINE = 4  # shapes are drawn this much larger, and then made smooth
BACKGROUND, FOREGROUND, QUIET = "#24405c", "#ffffff", "#c3d0dd"
SIZES = (84, 72, 60, 50)
LINES = 3
COLOURS = 48
CLAIM = "Every block is run. Every output is from the run that passed."

PATH = re.compile(r"<path\b[^>]*/>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
Points = list[tuple[float, float]]


def draw(title: str, site_name: str, logo: str) -> bytes:
    """The picture of one page, as a PNG.

    Args:
        title: The page's title.
        site_name: The name of the site.
        logo: The source of the site's mark, an SVG of straight strokes.

    Raises:
        Problem: The mark has shapes that cannot be drawn here.
    """
    image = _ground(logo).copy()
    pen = ImageDraw.Draw(image)
    if title != site_name:
        pen.text((MARGIN + 104, 114), site_name, FOREGROUND, _font(38), anchor="lm")
    lines, font = _fitted(title)
    text = "\n".join(lines)
    middle = (MARGIN, HEIGHT // 2 + 10)
    pen.multiline_text(middle, text, FOREGROUND, font, anchor="lm", spacing=18)
    pen.text((MARGIN, HEIGHT - 84), CLAIM, QUIET, _font(28), anchor="lm")
    written = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(
        written, "png", compress_level=6
    )
    return written.getvalue()


def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    spec = find_spec("matplotlib")  # which takes long to import
    assert spec and spec.origin
    file = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name
    # The other engine is not on every machine, and sets text a little otherwise.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _fitted(title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The lines of a title, and the largest font in which they fit."""
    for size in SIZES:
        font = _font(size, bold=True)
        lines = _wrapped(title, font)
        widest = max(font.getlength(line) for line in lines)
        if len(lines) <= LINES and widest <= WIDTH - 2 * MARGIN:
            break
    return lines, font


def _wrapped(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > WIDTH - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache(maxsize=1)
def _ground(logo: str) -> Image.Image:
    """What all pictures have in common: the mark, once small and once faint."""
    image = Image.new("RGB", (WIDTH, HEIGHT), BACKGROUND)
    large = _mark(logo, 760)
    faint = large.getchannel("A").point(lambda alpha: alpha // 14)
    image.paste(Image.new("RGB", large.size, FOREGROUND), (620, -65), faint)
    mark = _mark(logo, 96)
    image.paste(mark, (MARGIN - 11, 66), mark)
    return image


def _mark(logo: str, size: int) -> Image.Image:
    """The site's mark on a transparent square, `size` pixels wide."""
    scale = size * FINE / VIEW
    image = Image.new("RGBA", (size * FINE, size * FINE))
    pen = ImageDraw.Draw(image)
    for path in PATH.findall(logo):
        said = dict(ATTRIBUTE.findall(path))
        width = float(said["stroke-width"]) * scale
        round_ends = said.get("stroke-linecap") == "round"
        for points in strokes(said["d"]):
            scaled = [(x * scale, y * scale) for x, y in points]
            pen.line(scaled, said["stroke"], round(width))
            ends = scaled if round_ends else scaled[1:-1]
            for x, y in ends:  # corners, which a line leaves open
                shape = pen.ellipse if round_ends else pen.rectangle
                half = width / 2
                shape((x - half, y - half, x + half, y + half), said["stroke"])
    return image.resize((size, size), Image.Resampling.LANCZOS)


def strokes(path: str) -> Iterator[Points]:
    """The corners of each stroke of an SVG path.

    Raises:
        Problem: It has other steps than straight ones (`M`, `L`, `H`, `V`).
    """
    points: Points = []
    x = y = 0.0
    for letter, rest in STEP.findall(path):
        step, numbers = letter.upper(), [float(n) for n in NUMBER.findall(rest)]
        if step not in "MLHV":
            what = f"the social pictures cannot draw the path command {letter!r}"
            raise Problem(LOGO, 1, what, "draw the mark with M, L, H and V")
        if step == "M" and points:
            yield points
            points = []
        for pair in zip(*_pairs(step, numbers), strict=True):
            by = letter.islower()
            x = x * by + pair[0] if step != "V" else x
            y = y * by + pair[1] if step != "H" else y
            points.append((x, y))
    if points:
        yield points


def _pairs(step: str, numbers: list[float]) -> tuple[list[float], list[float]]:
    """The numbers of one step as two lists: for x, and for y."""
    if step in "HV":
        return numbers, numbers
    return numbers[::2], numbers[1::2]
