"""Places the pages of the map: a lane for each chapter, prerequisites to the left.

A page's column is the length of the longest path that leads to it (as in
Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical
system structures", 1981). Within a cell the pages are ordered by the mean row
of what they require. Lines turn only between the boxes, and never cross one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Requires = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Grid:
    """Where everything stands, in whole cells.

    Attributes:
        cells: Column and row of each page.
        lanes: First row and number of rows of each lane.
    """

    cells: dict[str, tuple[int, int]]
    lanes: list[tuple[int, int]]

    @property
    def columns(self) -> int:
        """The number of columns."""
        return 1 + max((column for column, _ in self.cells.values()), default=0)


def place_in_lanes(lanes: Sequence[Sequence[str]], requires: Requires) -> Grid:
    """Gives each page its cell.

    Args:
        lanes: The pages of each lane, in order.
        requires: What each page requires; free of cycles.
    """
    column: dict[str, int] = {}

    def depth(name: str) -> int:
        if name not in column:
            column[name] = 1 + max(map(depth, requires[name]), default=-1)
        return column[name]

    counts = [[depth(name) for name in lane] for lane in lanes]
    heights = [max((lane.count(c) for c in lane), default=0) for lane in counts]
    firsts = [sum(heights[:number]) for number in range(len(lanes))]
    cells: dict[str, tuple[int, int]] = {}
    for at in sorted(set(column.values())):
        for lane, first in zip(lanes, firsts, strict=True):
            here = [name for name in lane if column[name] == at]
            here.sort(key=lambda name: _mean_row(name, requires, cells))
            cells |= {name: (at, first + row) for row, name in enumerate(here)}
    return Grid(cells, list(zip(firsts, heights, strict=True)))


def _mean_row(
    name: str, requires: Requires, cells: dict[str, tuple[int, int]]
) -> float:
    rows = [cells[one][1] for one in requires[name]]
    return sum(rows) / len(rows) if rows else 0.0


@dataclass(frozen=True)
class Sheet:
    """The grid on paper: the sizes of its cells, in pixels.

    Attributes:
        grid: Where everything stands.
        left: The left edge of the first column.
        width: A box's width.
        height: A box's height.
        gap: The space between columns.
        between: The space between rows.
        apart: The further space between lanes.
    """

    grid: Grid
    left: float
    width: float
    height: float
    gap: float
    between: float
    apart: float

    def corner(self, name: str) -> Point:
        """The upper left corner of a page's box."""
        column, row = self.grid.cells[name]
        return self.left + column * (self.width + self.gap), self.top(row)

    def top(self, row: int) -> float:
        """The upper edge of the boxes in a row."""
        above = sum(1 for first, _ in self.grid.lanes[1:] if first <= row)
        return row * (self.height + self.between) + above * self.apart

    @property
    def size(self) -> Point:
        """Width and height of the whole."""
        columns, rows = self.grid.columns, sum(count for _, count in self.grid.lanes)
        width = self.left + columns * (self.width + self.gap) - self.gap
        return width, self.top(rows - 1) + self.height

    def line(self, source: str, target: str) -> list[Point]:
        """The corners of the line from a page to one that requires it."""
        (at, row), (to, end) = self.grid.cells[source], self.grid.cells[target]
        start = self.corner(source)[0] + self.width, self._middle(row)
        stop = self.corner(target)[0], self._middle(end)
        # Each source turns at a place of its own, so that lines can be told apart.
        own = sorted(n for n, cell in self.grid.cells.items() if cell[0] == at)
        share = (own.index(source) + 1) / (len(own) + 1)
        turn = start[0] + self.gap * share
        last = stop[0] - self.gap + self.gap * share
        across = set(range(at + 1, to))
        if not across & set(self._taken(end)):
            return [start, (turn, start[1]), (turn, stop[1]), stop]
        if not across & set(self._taken(row)):
            return [start, (last, start[1]), (last, stop[1]), stop]
        aisle = self.top(end) - self.between * (1 - share)
        return [start, (turn, start[1]), (turn, aisle), (last, aisle),
                (last, stop[1]), stop]  # fmt: skip

    def _middle(self, row: int) -> float:
        return self.top(row) + self.height / 2

    def _taken(self, row: int) -> Iterator[int]:
        return (column for column, at in self.grid.cells.values() if at == row)


def rounded_path(points: Sequence[Point], radius: float) -> str:
    """An SVG path through these points, its corners rounded."""
    path = "M{:g} {:g}".format(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        near, far = _towards(corner, before, radius), _towards(corner, after, radius)
        path += "L{:g} {:g}Q{:g} {:g} {:g} {:g}".format(*near, *corner, *far)
    return path + "L{:g} {:g}".format(*points[-1])


def _towards(start: Point, goal: Point, radius: float) -> Point:
    """A point on the way to another, at most half of it away."""
    across, down = goal[0] - start[0], goal[1] - start[1]
    length = abs(across) + abs(down)  # one of them is 0
    share = min(radius / length, 0.5) if length else 0.0
    return round(start[0] + across * share, 1), round(start[1] + down * share, 1)
