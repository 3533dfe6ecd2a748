"""Pages are placed by what they require, and lines keep clear of the boxes."""

import random
from itertools import pairwise

import pytest

from sitekit.drawings.lanes import Grid, Sheet, place_in_lanes, rounded_path

pytestmark = pytest.mark.portable

LANES = [["a", "b"], ["c", "d", "e"], ["f"]]
REQUIRES = {
    "a": [],
    "b": ["a"],
    "c": ["b"],
    "d": ["a"],
    "e": [],
    "f": ["a", "c"],
}


def made_up(seed: int, pages: int = 35, chapters: int = 9) -> tuple[list, dict]:
    """Lanes and requirements of a guide that does not exist yet."""
    pick = random.Random(seed)
    names = [f"page-{number:02}" for number in range(pages)]
    edges = sorted(pick.sample(range(1, pages), chapters - 1))
    lanes = [names[a:b] for a, b in zip([0, *edges], [*edges, pages], strict=True)]
    requires = {
        name: sorted(
            pick.sample(names[:number], min(number, pick.choice([0, 1, 1, 2])))
        )
        for number, name in enumerate(names)
    }
    return lanes, requires


def sheet(grid: Grid) -> Sheet:
    return Sheet(grid, 100, 120, 50, 34, 12, 14)


def test_a_page_stands_right_of_all_that_it_requires() -> None:
    grid = place_in_lanes(LANES, REQUIRES)
    columns = {name: column for name, (column, _) in grid.cells.items()}
    assert columns == {"a": 0, "b": 1, "c": 2, "d": 1, "e": 0, "f": 3}
    assert grid.columns == 4


def test_each_chapter_has_rows_of_its_own() -> None:
    lanes = [["a", "b", "c"], ["d"]]
    grid = place_in_lanes(lanes, {"a": [], "b": [], "c": ["b"], "d": []})
    assert grid.lanes == [(0, 2), (2, 1)]
    assert {name: row for name, (_, row) in grid.cells.items()} == {
        "a": 0,
        "b": 1,
        "c": 0,
        "d": 2,
    }


def test_pages_stand_in_the_order_of_what_they_require() -> None:
    lanes = [["a", "b"], ["x", "y"]]
    grid = place_in_lanes(lanes, {"a": [], "b": [], "x": ["b"], "y": ["a"]})
    assert grid.cells["y"][1] < grid.cells["x"][1]


def test_nothing_to_place() -> None:
    grid = place_in_lanes([], {})
    assert grid.cells == {}
    assert grid.columns == 1


@pytest.mark.parametrize("seed", range(20))
def test_boxes_never_overlap(seed: int) -> None:
    lanes, requires = made_up(seed)
    grid = place_in_lanes(lanes, requires)
    assert sorted(grid.cells) == sorted(requires)
    assert len(set(grid.cells.values())) == len(grid.cells)
    paper = sheet(grid)
    corners = [paper.corner(name) for name in grid.cells]
    for number, (x, y) in enumerate(corners):
        assert x + paper.width <= paper.size[0]
        assert y + paper.height <= paper.size[1]
        for other_x, other_y in corners[:number]:
            apart = abs(x - other_x) >= paper.width, abs(y - other_y) >= paper.height
            assert any(apart)


@pytest.mark.parametrize("seed", range(20))
def test_lines_keep_clear_of_all_boxes(seed: int) -> None:
    lanes, requires = made_up(seed)
    paper = sheet(place_in_lanes(lanes, requires))
    boxes = [paper.corner(name) for name in requires]
    for name, needed in requires.items():
        for one in needed:
            points = paper.line(one, name)
            for (x1, y1), (x2, y2) in pairwise(points):
                assert x1 == x2 or y1 == y2
                for x, y in boxes:
                    beside = max(x1, x2) <= x or min(x1, x2) >= x + paper.width
                    above = max(y1, y2) <= y or min(y1, y2) >= y + paper.height
                    assert beside or above, f"{one} → {name}"


def test_a_path_has_round_corners() -> None:
    path = rounded_path([(0, 0), (20, 0), (20, 30), (21, 30)], 5)
    assert path == "M0 0L15 0Q20 0 20 5L20 25Q20 30 20.5 30L21 30"


def test_a_path_without_a_way_is_no_mistake() -> None:
    assert rounded_path([(0, 0), (0, 0), (9, 0)], 5) == "M0 0L0 0Q0 0 4.5 0L9 0"
