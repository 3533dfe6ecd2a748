"""Draws windows on a grid, as a small SVG that follows the theme.

The wide grid has a cell for each position that windows touch, the narrow grid
one for each window. Neither colour nor motion alone says anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

CELL = 28  # the side of a cell of the wide grid
SMALL = 24  # that of the narrow grid
PITCH = 6  # from one bar to the next
LINE = Markup('<path d="{}" fill="none" stroke="currentColor" {}/>')


@dataclass(frozen=True)
class Axis:
    """The rows, or the columns, of both grids.

    Attributes:
        counts: For each position, how many windows touch it.
        before: Cells before the first position: padding, or what is cropped.
        after: Cells after the last position.
        windows: For each cell of the narrow grid, the positions of its window.
    """

    counts: tuple[int, ...]
    before: int
    after: int
    windows: tuple[tuple[int, ...], ...]

    @property
    def cells(self) -> int:
        """How many cells the wide grid has along this axis."""
        return self.before + len(self.counts) + self.after


@dataclass(frozen=True)
class Words:
    """What a diagram says in words.

    Attributes:
        title: What it shows, in one line.
        description: What is to be seen, for those who do not see it.
        wide: What stands below the wide grid.
        narrow: What stands below the narrow grid.
        arrow: The way from the wide grid to the narrow one, or back.
    """

    title: str
    description: str
    wide: str
    narrow: str
    arrow: str


def runs(positions: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Joins neighbours: each run's first position and length.

    Examples:
        >>> list(runs([0, 1, 4]))
        [(0, 2), (4, 1)]
    """
    first = last = None
    for position in positions:
        if last is not None and position == last + 1:
            last = position
            continue
        if first is not None and last is not None:
            yield first, last - first + 1
        first = last = position
    if first is not None and last is not None:
        yield first, last - first + 1


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:g} {y:g}h{width:g}v{height:g}h-{width:g}z"


def _texts(row: list[str], side: int, x: int, y: int) -> Markup:
    """A text in the middle of each cell of a row that has one."""
    spans = Markup().join(
        Markup('<tspan x="{}">{}</tspan>').format(x + side * column + side // 2, text)
        for column, text in enumerate(row)
        if text
    )
    y += side // 2 + side // 5
    return spans and Markup('<text y="{}">{}</text>').format(y, spans)


def draw(
    rows: Axis,
    columns: Axis,
    words: Words,
    marks: list[list[str]] | None = None,
    animated: bool = False,
) -> Markup:
    """Draws both grids side by side; one below the other where there is one row.

    Args:
        rows: The vertical axis.
        columns: The horizontal axis.
        words: What the picture says in words.
        marks: A text for each cell of the narrow grid, by row and column.
        animated: Whether a window sweeps over the grid. Its motion, and that it
            stops where a reader wants none, are in `guide.css`.

    Returns:
        The SVG. Its colours are those of the text, and the CSS variables
        `--figure-1` and `--figure-2`.
    """
    single = rows.cells == len(rows.windows) == 1
    left = 4 if single else PITCH * len(rows.windows) + 8
    top = PITCH * len(columns.windows) + 8
    right, bottom = left + CELL * columns.cells, top + CELL * rows.cells
    wide = _Wide(rows, columns, left, top)
    place = (left, bottom + 44) if single else (right + 44, top)
    narrow = _Narrow(len(rows.windows), len(columns.windows), *place)
    width = max(right, narrow.x + max(SMALL * narrow.columns, 96)) + 4
    height = max(bottom, narrow.y + SMALL * narrow.rows) + 26
    arrow = (left + 12, bottom + 38) if single else (right + 22, top + 20)
    sign = {"→": "↓", "←": "↑"}[words.arrow] if single else words.arrow
    focus = Markup(' tabindex="0"') if animated else ""
    drawn = wide.cells() + wide.bars() + narrow.cells(marks) + _frames(wide, narrow)
    text = Markup('<text x="{}" y="{}">{}</text>')
    drawn += (_sweep(wide, narrow) if animated else "") + text.format(*arrow, sign)
    below = text.format(left, bottom + 18, words.wide)
    below += text.format(narrow.x, narrow.y + SMALL * narrow.rows + 18, words.narrow)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" '
        'height="{1}" font-size="14" text-anchor="middle" fill="currentColor"{2}>'
        "<title>{3.title}</title><desc>{3.description}</desc>{4}"
        '<g text-anchor="start">{5}</g></svg>'
    ).format(width, height, focus, words, drawn, below)


@dataclass(frozen=True)
class _Wide:
    """The wide grid, whose first cell begins at (left, top)."""

    rows: Axis
    columns: Axis
    left: int
    top: int

    def at(self, row: int, column: int) -> tuple[int, int]:
        """The corner of a position."""
        x = self.left + CELL * (self.columns.before + column)
        return x, self.top + CELL * (self.rows.before + row)

    def cells(self) -> Markup:
        """Each position with its count, hatched where it is 0; the rest dashed."""
        shades: dict[int, str] = {}
        texts = zeros = hatch = Markup()
        for row, down in enumerate(self.rows.counts):
            values = [down * across for across in self.columns.counts]
            for value in sorted(set(values)):
                where = (i for i, found in enumerate(values) if found == value)
                for first, length in runs(where):
                    box = _box(*self.at(row, first), CELL * length, CELL)
                    shades[value] = shades.get(value, "") + box
            x, y = self.at(row, 0)
            texts += _texts([str(value or "") for value in values], CELL, x, y)
            zeros += _texts(["" if value else "0" for value in values], CELL, x, y)
        most = max(1, *shades)
        shade = Markup('<path d="{}" fill-opacity="{:.2g}"/>')
        heat = Markup().join(
            shade.format(path, value / most / 2)
            for value, path in sorted(shades.items())
            if value
        )
        if 0 in shades:
            hatch = Markup(
                '<pattern id="hatch" width="7" height="7" '
                'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
                '<path d="M0 0v7" stroke="currentColor" stroke-width="2"/></pattern>'
                '<path d="{}" fill="url(#hatch)" opacity=".55"/>'
            ).format(shades[0])
            # A number on hatching needs a ground of its own.
            zeros = Markup(
                '<g style="paint-order:stroke;stroke:var(--md-default-bg-color,#fff);'
                'stroke-width:5px">{}</g>'
            ).format(zeros)
        heat = Markup('<g style="fill:var(--figure-1,#3f7cac)">{}</g>').format(heat)
        return heat + hatch + self._lines() + texts + zeros

    def _lines(self) -> Markup:
        """The lines between the positions, and the cells around them."""
        x, y = self.at(0, 0)
        height, width = len(self.rows.counts), len(self.columns.counts)
        grid = "".join(
            [f"M{x} {y + CELL * i}h{CELL * width}" for i in range(height + 1)]
            + [f"M{x + CELL * i} {y}v{CELL * height}" for i in range(width + 1)]
        )
        around = ""
        for row in range(-self.rows.before, height + self.rows.after):
            for column in range(-self.columns.before, width + self.columns.after):
                if not (0 <= row < height and 0 <= column < width):
                    x, y = self.at(row, column)
                    around += f"M{x + 3} {y + 3}h22v22h-22z"
        dashed = LINE.format(around, Markup('stroke-dasharray="3 3" opacity=".6"'))
        return LINE.format(grid, Markup('opacity=".5"')) + (dashed if around else "")

    def bars(self) -> Markup:
        """Each window along each axis, above and on the left."""
        path = ""
        for level, window in enumerate(self.columns.windows):
            for first, length in runs(window):
                x, _ = self.at(0, first)
                path += f"M{x + 3} {PITCH * level + 4}h{CELL * length - 6}"
        if self.left > PITCH:
            for level, window in enumerate(self.rows.windows):
                for first, length in runs(window):
                    _, y = self.at(first, 0)
                    path += f"M{PITCH * level + 4} {y + 3}v{CELL * length - 6}"
        return LINE.format(path, Markup('stroke-width="3" opacity=".6"'))

    def window(self, row: int, column: int) -> str:
        """The outline of a window; of each of its parts, where it has gaps."""
        return "".join(
            _box(*self.at(y, x), CELL * across, CELL * down)
            for y, down in runs(self.rows.windows[row])
            for x, across in runs(self.columns.windows[column])
        )


@dataclass(frozen=True)
class _Narrow:
    """The narrow grid, whose first cell begins at (x, y)."""

    rows: int
    columns: int
    x: int
    y: int

    def cells(self, marks: list[list[str]] | None) -> Markup:
        """The grid, with a text in each cell where there is one."""
        width, height = SMALL * self.columns, SMALL * self.rows
        grid = "".join(
            [f"M{self.x} {self.y + SMALL * i}h{width}" for i in range(self.rows + 1)]
            + [
                f"M{self.x + SMALL * i} {self.y}v{height}"
                for i in range(self.columns + 1)
            ]
        )
        texts = Markup().join(
            _texts(line, SMALL, self.x, self.y + SMALL * row)
            for row, line in enumerate(marks or [])
        )
        small = Markup('<g font-size="11">{}</g>').format(texts) if texts else ""
        return LINE.format(grid, Markup('opacity=".5"')) + small

    def cell(self, row: int, column: int) -> str:
        """The outline of a cell."""
        return _box(self.x + SMALL * column, self.y + SMALL * row, SMALL, SMALL)


def _frames(wide: _Wide, narrow: _Narrow) -> Markup:
    """The first window with a solid frame, the last with a dashed one."""
    last = (narrow.rows - 1, narrow.columns - 1)
    first = wide.window(0, 0) + narrow.cell(0, 0)
    paths = Markup('<path d="{}"/>').format(first)
    if last != (0, 0):
        path = wide.window(*last) + narrow.cell(*last)
        paths += Markup('<path d="{}" stroke-dasharray="7 4"/>').format(path)
    return Markup(
        '<g fill="none" stroke-width="3" style="stroke:var(--figure-2,#c8553d)">{}</g>'
    ).format(paths)


def _sweep(wide: _Wide, narrow: _Narrow) -> Markup:
    """A window that visits all places in turn, and its cell in the narrow grid."""
    moving = Markup()
    for path, down, across in (
        (wide.window(0, 0), CELL * _step(wide.rows), CELL * _step(wide.columns)),
        (narrow.cell(0, 0), SMALL, SMALL),
    ):
        seconds = 0.8 * narrow.columns
        inner = Markup('<path d="{}"/>').format(path)
        inner = _moving(inner, "x", across, narrow.columns, seconds)
        seconds *= narrow.rows
        moving += _moving(inner, "y", down, narrow.rows, seconds)
    colour = "var(--figure-2,#c8553d)"
    style = f"fill:{colour};fill-opacity:.3;stroke:{colour}"
    return Markup('<g class="sg-sweep" style="{}">{}</g>').format(style, moving)


def _step(axis: Axis) -> int:
    """The step from one window to the next."""
    return axis.windows[1][0] - axis.windows[0][0] if len(axis.windows) > 1 else 0


def _moving(inner: Markup, axis: str, step: int, places: int, seconds: float) -> Markup:
    """A group that stands at each of its places for the same time."""
    style = f"--sg-to:{step * places}px;animation-duration:{seconds:g}s;"
    style += f"animation-timing-function:steps({places})"
    return Markup('<g class="sg-sweep-{}" style="{}">{}</g>').format(axis, style, inner)
