"""Grids and their windows, drawn."""

import re

import pytest

from sitekit.checkout.settings import ROOT
from sitekit.drawings.grids import Axis, Words, draw, runs

WORDS = Words("Title", "Description.", "wide", "narrow", "→")
# Three windows of two, two apart, with one cell before; the last is cut off.
AXIS = Axis((1, 1, 1, 1, 1), 1, 0, ((-1, 0), (1, 2), (3, 4)))
ONE = Axis((1,), 0, 0, ((0,),))


@pytest.mark.parametrize(
    ("positions", "joined"),
    [
        ([], []),
        ([3], [(3, 1)]),
        ([-1, 0, 1], [(-1, 3)]),
        ([0, 2, 4], [(0, 1), (2, 1), (4, 1)]),
    ],
)
def test_neighbours_are_joined(positions: list[int], joined: list) -> None:
    assert list(runs(positions)) == joined


def test_the_first_window_is_framed_solid_and_the_last_dashed() -> None:
    dashes = 'stroke-dasharray="7 4"'
    assert draw(AXIS, AXIS, WORDS).count(dashes) == 1
    assert draw(ONE, ONE, WORDS).count(dashes) == 0


def test_padding_is_dashed_and_there_is_one_cell_for_each() -> None:
    svg = draw(AXIS, AXIS, WORDS)
    (path,) = re.findall(r'<path d="([^"]*)"[^>]*stroke-dasharray="3 3"', svg)
    assert path.count("M") == 6 * 6 - 5 * 5
    assert 'stroke-dasharray="3 3"' not in draw(ONE, ONE, WORDS)


def test_a_cell_that_nothing_touches_is_hatched_and_says_so() -> None:
    axis = Axis((1, 0), 0, 0, ((0,),))
    svg = draw(ONE, axis, WORDS)
    assert 'fill="url(#hatch)"' in svg
    assert ">0</tspan>" in svg
    assert "hatch" not in draw(ONE, ONE, WORDS)


def test_one_row_is_drawn_above_its_output() -> None:
    assert ">↓</text>" in draw(ONE, AXIS, WORDS)
    assert ">→</text>" in draw(AXIS, AXIS, WORDS)


def test_colours_follow_the_theme() -> None:
    svg = draw(AXIS, AXIS, WORDS, animated=True)
    assert "currentColor" in svg
    assert "var(--figure-1," in svg and "var(--figure-2," in svg
    assert re.findall(r'(?:fill|stroke)="(#\w+)"', svg) == []


def test_the_sweep_visits_each_place() -> None:
    assert "sg-sweep" not in draw(AXIS, AXIS, WORDS)
    svg = draw(AXIS, AXIS, WORDS, animated=True)
    # Three places, two cells of 28 apart; in the narrow grid one cell of 24.
    ways = re.findall(
        r"--sg-to:(\d+)px;animation-duration:([\d.]+)s;[^\"]*steps\(3\)", svg
    )
    assert ways == [("168", "7.2"), ("168", "2.4"), ("72", "7.2"), ("72", "2.4")]
    assert 'tabindex="0"' in svg  # in focus, it pauses


def test_the_sweep_stops_for_those_who_want_no_motion(chromium) -> None:
    style = (ROOT / "docs/assets/guide.css").read_text("utf-8")
    svg = draw(AXIS, AXIS, WORDS, animated=True)
    html = f'<style>{style}</style><figure class="sg-figure">{svg}</figure>'
    running = """() => document.getAnimations()
        .filter(one => one.playState === "running").length"""
    for motion, moving in (("no-preference", 4), ("reduce", 0)):
        context = chromium.new_context(reduced_motion=motion)
        page = context.new_page()
        page.set_content(html)
        assert page.evaluate(running) == moving
        assert page.locator(".sg-sweep").is_visible() == bool(moving)
        if moving:
            page.locator("svg").focus()
            assert page.evaluate(running) == 0
        context.close()
