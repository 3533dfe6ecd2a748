"""The table of changes that were noticed is what the command has written."""

import json

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout import Problem
from sitekit.overviews.mutants import (
    FILE,
    mutants_markdown,
    mutants_page,
    read_tried,
)
from tests.sitekit.miniature import Guide

TRIED = {
    "date": "2026-11-27",
    "commit": "abc1234",
    "seed": 16,
    "kinds": {"prose": [9, 10], "quiz texts": [1, 2]},
}


def test_the_table_says_how_many_were_noticed(guide: Guide) -> None:
    guide.write(FILE, json.dumps(TRIED))
    page = guide.scan("# A page\n")
    html = BeautifulSoup(mutants_page(guide.library(), page, 0), "html.parser")
    rows = [[cell.text for cell in row("td")] for row in html("tr")]
    assert rows[1:] == [
        ["prose", "10", "9", "90%"],
        ["quiz texts", "2", "1", "50%"],
        ["all", "12", "10", "83%"],
    ]
    assert "2026-11-27" in html.text and "abc1234" in html.text
    assert "| all | 12 | 10 | 83% |" in mutants_markdown(guide.library(), "")


def test_before_anything_was_tried_it_says_so(guide: Guide) -> None:
    page = guide.scan("# A page\n")
    html = mutants_page(guide.library(), page, 0)
    assert "Nothing has been tried yet" in html and "<table>" not in html
    assert "nox -s mutate" in mutants_markdown(guide.library(), "")
    assert read_tried(guide.root) is None


def test_a_file_that_the_command_has_not_written_is_told(guide: Guide) -> None:
    guide.write(FILE, json.dumps({**TRIED, "kinds": {"prose": ["all"]}}))
    with pytest.raises(Problem, match="this is not what the command writes") as told:
        read_tried(guide.root)
    assert told.value.path == FILE
