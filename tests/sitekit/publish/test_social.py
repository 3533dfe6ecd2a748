"""The pictures for shared links: right in size, small, and always the same."""

import io

import pytest
from PIL import Image

from sitekit.checkout.problems import Problem
from sitekit.publish import social
from tests.sitekit.miniature import REPOSITORY

LOGO = (REPOSITORY / social.LOGO).read_text("utf-8")
TITLES = ["Keras", "Digits: from pixels to an error analysis", "A very long title " * 6]


@pytest.mark.parametrize("title", TITLES)
def test_a_picture_is_as_it_has_to_be(title: str) -> None:
    data = social.draw(title, "Guide", LOGO)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")
    assert len(data) <= 40_000
    assert social.draw(title, "Guide", LOGO) == data


def test_the_title_the_name_and_the_mark_are_on_it() -> None:
    drawn = {
        social.draw("Keras", "Guide", LOGO),
        social.draw("TFRecord", "Guide", LOGO),
        social.draw("Keras", "Book", LOGO),
        social.draw("Keras", "Guide", ""),
    }
    assert len(drawn) == 4


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_within_the_margins(title: str) -> None:
    lines, font = social._fitted(title)
    assert " ".join(lines) == title.strip()
    assert len(lines) <= social.LINES
    widest = max(font.getlength(line) for line in lines)
    assert widest <= social.WIDTH - 2 * social.MARGIN


def test_strokes_are_followed_from_corner_to_corner() -> None:
    assert list(social.strokes("M10 5H5v22h5M22 5l4 4.1 7.2-9.2L1 2")) == [
        [(10, 5), (5, 5), (5, 27), (10, 27)],
        [(22, 5), (26, 9.1), (33.2, pytest.approx(-0.1)), (1, 2)],
    ]


def test_a_mark_with_curves_is_a_problem() -> None:
    logo = '<svg><path d="M1 1c0 0 1 1 2 2" stroke="#fff" stroke-width="1"/></svg>'
    with pytest.raises(Problem, match="cannot draw the path command 'c'") as caught:
        social.draw("Title", "Guide", logo)
    assert caught.value.path == "docs/assets/logo.svg"
