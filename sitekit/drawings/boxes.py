"""Boxes in rows, and the arrows down from one to another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

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


def stack(boxes: Sequence[Box], arrows: Iterable[Arrow] = (), gap: int = GAP) -> str:
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
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-size="{LETTERS}" fill="currentColor" '
        f'text-anchor="middle">{"".join(drawn)}</svg>'
    )


def _box(box: Box, top: int) -> str:
    first, last = box.columns
    x, width = EDGE + first * WIDTH, (last - first + 1) * WIDTH - GAP
    line = 'stroke="var(--figure-1, #2a78b8)" stroke-width="2"'
    if box.is_dashed:
        line = 'stroke="currentColor" stroke-dasharray="4 3"'
    at = f'x="{x + width // 2}"'
    return (
        f'<rect x="{x}" y="{top}" width="{width}" height="{HEIGHT}" rx="6" '
        f'fill="none" {line}/><text><tspan {at} y="{top + 21}" '
        f'font-weight="600">{escape(box.name)}</tspan> '
        f'<tspan {at} y="{top + 39}">{escape(box.text)}</tspan></text>'
    )


def _arrow(arrow: Arrow, tops: dict[str, int], gap: int) -> str:
    x = EDGE + arrow.at * WIDTH - GAP // 2
    start, end = tops[arrow.source] + HEIGHT, tops[arrow.target]
    return (
        f'<path d="M{x} {start}V{end - TIP}" stroke="currentColor" fill="none"/>'
        f'<path d="M{x} {end}l-{TIP} -{2 * TIP}h{2 * TIP}z"/>'
        f'<text x="{x + 10}" y="{end - gap / 2 + 5:g}" text-anchor="start">'
        f"{escape(arrow.text)}</text>"
    )
