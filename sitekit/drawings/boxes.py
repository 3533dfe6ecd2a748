"""Boxes in rows, and the arrows down from one to another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

COLUMNS = 6
WIDTH, HEIGHT = 71, 50  # of a column with the gap behind it; of a box, in pixels
GAP, BETWEEN, EDGE = 12, 38, 6
LETTERS = 14
TIP = 5  # half the width of an arrow's tip


@dataclass(frozen=True)
class Box:
    """A box with two lines of text.

    Attributes:
        name: What it is.
        text: What it does, or holds.
        row: Its row, from above.
        columns: Which columns it takes: the first and the last.
        is_dashed: Whether its line is dashed.
    """

    name: str
    text: str
    row: int
    columns: tuple[int, int] = (0, COLUMNS - 1)
    is_dashed: bool = False


@dataclass(frozen=True)
class Arrow:
    """An arrow down from one box to another, through a place between the columns.

    Attributes:
        source: The name of the upper box.
        target: The name of the lower box.
        at: How many columns lie left of it.
        text: What goes that way.
    """

    source: str
    target: str
    at: int
    text: str


def stack(boxes: Sequence[Box], arrows: Iterable[Arrow] = (), gap: int = GAP) -> Markup:
    """Boxes with arrows as SVG.

    Args:
        boxes: The boxes.
        arrows: The arrows.
        gap: The space between two rows, in pixels.
    """
    tops = {box.name: EDGE + box.row * (HEIGHT + gap) for box in boxes}
    width = COLUMNS * WIDTH - GAP + 2 * EDGE
    height = max(tops.values()) + HEIGHT + EDGE
    drawn = [*(_box(box, tops[box.name]) for box in boxes)]
    drawn += [_arrow(arrow, tops, gap) for arrow in arrows]
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" '
        'height="{1}" font-size="{2}" fill="currentColor" text-anchor="middle">'
        "{3}</svg>"
    ).format(width, height, LETTERS, Markup().join(drawn))


def _box(box: Box, top: int) -> Markup:
    first, last = box.columns
    x, width = EDGE + first * WIDTH, (last - first + 1) * WIDTH - GAP
    line = Markup('stroke="var(--figure-1, #2a78b8)" stroke-width="2"')
    if box.is_dashed:
        line = Markup('stroke="currentColor" stroke-dasharray="4 3"')
    rect = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="none" {}/>')
    return rect.format(x, top, width, HEIGHT, line) + Markup(
        '<text><tspan x="{0}" y="{1}" font-weight="600">{2}</tspan> '
        '<tspan x="{0}" y="{3}">{4}</tspan></text>'
    ).format(x + width // 2, top + 21, box.name, top + 39, box.text)


def _arrow(arrow: Arrow, tops: dict[str, int], gap: int) -> Markup:
    x = EDGE + arrow.at * WIDTH - GAP // 2
    start, end = tops[arrow.source] + HEIGHT, tops[arrow.target]
    line, tip = f"M{x} {start}V{end - TIP}", f"M{x} {end}l-{TIP} -{2 * TIP}h{2 * TIP}z"
    return Markup(
        '<path d="{}" stroke="currentColor" fill="none"/><path d="{}"/>'
        '<text x="{}" y="{:g}" text-anchor="start">{}</text>'
    ).format(line, tip, x + 10, end - gap / 2 + 5, arrow.text)
