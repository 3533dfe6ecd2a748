"""Boxes stand in their rows and columns, and arrows lead from one to another."""

import pytest
from bs4 import BeautifulSoup

from sitekit.drawings.boxes import BETWEEN, GAP, HEIGHT, Arrow, Box, stack

pytestmark = pytest.mark.portable

BOXES = (
    Box("above", "over all columns", 0),
    Box("left", "<half>", 1, (0, 2)),
    Box("right", "half", 1, (3, 5), is_dashed=True),
)


def test_boxes_share_a_row_without_touching() -> None:
    soup = BeautifulSoup(str(stack(BOXES)), "html.parser")
    above, left, right = (
        {name: int(rect[name]) for name in ("x", "y", "width", "height")}
        for rect in soup.find_all("rect")
    )
    assert left["y"] == right["y"] == above["y"] + HEIGHT + GAP
    assert left["x"] + left["width"] + GAP == right["x"]
    assert above["width"] == right["x"] + right["width"] - left["x"]
    assert "<half>" in soup.get_text()


def test_only_files_have_dashed_lines() -> None:
    soup = BeautifulSoup(str(stack(BOXES)), "html.parser")
    dashed = [bool(r.get("stroke-dasharray")) for r in soup.find_all("rect")]
    assert dashed == [False, False, True]


def test_an_arrow_ends_at_the_box_that_it_leads_to() -> None:
    drawn = str(stack(BOXES, [Arrow("above", "left", 1, "text & all")], BETWEEN))
    soup = BeautifulSoup(drawn, "html.parser")
    _, left, _ = soup.find_all("rect")
    _, tip = soup.find_all("path")
    assert tip["d"].split()[1].startswith(f"{left['y']}l")
    assert "text & all" in soup.get_text()
