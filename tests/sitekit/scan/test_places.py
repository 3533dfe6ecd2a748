"""Where on a page stands what a reader would see."""

import re

import pytest

from sitekit.scan.places import Places

pytestmark = pytest.mark.portable

LINES = ["a `[^x]` b", "[^x] and [^x]", "", "!!! note", "", "[^x]", "!!! tip"]


def test_each_place_is_found_once_from_the_line_at_hand_on() -> None:
    places = Places(LINES)
    assert [places.find("[^x]") for _ in range(4)] == [2, 2, 6, 6]
    later = Places(LINES)
    later.line = 3
    assert later.find("[^x]") == 6


def test_what_stands_above_only_is_found_there() -> None:
    places = Places(LINES)
    places.line = 5
    assert places.find("and") == 2
    assert places.find("nowhere") == 5
    assert places.find("") == 5


def test_code_is_searched_last() -> None:
    assert Places(["b", "`a`", "a"]).find("a") == 3
    assert Places(["b", "`a`", "b"]).find("a") == 2


def test_lines_that_begin_alike_are_found_in_turn() -> None:
    places = Places(LINES)
    box = re.compile("!!!")
    assert [places.next(box), places.next(box), places.next(box)] == [4, 7, 1]


def test_the_last_and_the_nth() -> None:
    places = Places(LINES)
    assert [places.nth("[^x]", n) for n in (1, 2, 3, 4)] == [2, 2, 6, 1]
    assert places.last("[^x]") == 6
    assert places.last("nowhere") == 1
