"""The toolbox's pictures are well-formed, small and true to the layout."""

from itertools import product
from xml.etree import ElementTree

import pytest
from toolbox.drawing import draw, square
from toolbox.padding import layout

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("padding", ["valid", "same", "causal", (1, 1)], ids=str)
def test_pictures_show_the_reads(padding: str | tuple[int, int]) -> None:
    for size, kernel_size, stride in product((1, 5, 8), (1, 2, 4), (1, 2, 3)):
        try:
            axis = layout(size, kernel_size, stride, padding=padding)
        except ValueError:
            with pytest.raises(ValueError, match="spans"):
                draw(size, kernel_size, stride, padding)
            continue
        picture = draw(size, kernel_size, stride, padding)
        root = ElementTree.fromstring(picture._repr_svg_())
        assert root.find(f"{SVG}title") is not None
        texts = [element.text for element in root.iter(f"{SVG}text")]
        reads = [str(row * column) for row, column in product(axis.reads, repeat=2)]
        assert texts[: size**2] == reads
        description = root.findtext(f"{SVG}desc")
        assert description is not None
        unread = reads.count("0")
        assert f"{unread} of {size**2} pixels are never" in description
        assert f"output is {axis.output} by {axis.output}." in description


def test_pictures_follow_the_theme_and_stay_small() -> None:
    svg = draw(13, 6, 5, "same").svg
    assert len(svg.encode()) <= 15_000
    assert "currentColor" in svg
    assert "var(--figure-1," in svg and "var(--figure-2," in svg
    assert " id=" not in svg  # two pictures on a page must not clash


def test_only_the_first_window_has_a_solid_frame() -> None:
    assert draw(5, 4, 2).svg.count('stroke-dasharray="9 5"') == 0
    assert draw(5, 4, 1).svg.count('stroke-dasharray="9 5"') == 1


def test_a_square_closes() -> None:
    assert square(0, 0, 6) == "M0 0h6v6h-6z"
