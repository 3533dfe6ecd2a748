"""The catalogue of mistakes holds the actual messages, and leaves no error out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problem, Problems
from sitekit.overviews import mistakes
from sitekit.overviews.mistakes import Mistake, mistakes_page, read_mistakes
from tests.sitekit.miniature import REPOSITORY, Guide
from tests.sitekit.noting import noted, sites
from tests.sitekit.seeds import said

CATALOGUE = [
    pytest.param(mistake, id=f"{subject}: {mistake.name}")
    for subject, entries in read_mistakes(REPOSITORY).items()
    for mistake in entries
]
# What no edit brings about by itself: these tests tamper with the built site, with
# the engine or with other sites.
ELSEWHERE = (
    "scan/test_parsed.py::test_what_no_parser_reads_is_refused_before_it_tries",
    "checkout/test_sources.py",
    "scan/test_site.py::test_a_link_to_a_folder_is_told",
    "publish/test_check.py::test_a_missing_block_is_found",
    "publish/test_check.py::test_a_missing_page_is_found",
    "publish/test_check.py::test_a_missing_proof_is_found",
    "publish/test_check.py::test_a_page_rendered_without_the_extension_is_found",
    "publish/test_check.py::test_an_id_that_two_blocks_make_is_found",
    "publish/test_check.py::test_a_proof_of_another_run_is_found",
    "run/test_page_processes.py::test_what_is_written_while_no_block_runs_is_refused",
    "run/test_engine.py::test_should_the_engine_itself_fail_nobody_waits",
    "skins/test_markdown_extension.py::test_blocks_that_are_shown_in_another_order_stop_the_build",
    "skins/test_markdown_extension.py::test_text_that_is_no_page_may_have_no_blocks_and_no_values",
    "commands/test_main.py::test_links_says_where_a_dead_one_stands",
    "commands/test_main.py::test_page_says_that_there_is_no_such_page",
    "skins/test_pytest_markdown_docs_parts.py",
    "publish/test_social.py::test_a_mark_with_curves_is_a_problem",
    "tensorboard/test_photographs.py::test_a_run_without_a_photographer_says_so",
    "tensorboard/test_photographs.py::test_an_empty_chart_is_the_pages_fault",
)
_heard: dict[int, str] = {}
_reached: set[tuple[str, int]] = set()


def hear(mistake: Mistake, folders: pytest.TempPathFactory) -> str:
    """What is said to a mistake, which is made once in a run of the tests."""
    if id(mistake) not in _heard:
        with noted(_reached):
            _heard[id(mistake)] = said(mistake, folders.mktemp("seed"))
    return _heard[id(mistake)]


@pytest.mark.parametrize("mistake", CATALOGUE)
def test_what_is_said_is_what_the_catalogue_says(
    mistake: Mistake, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert hear(mistake, tmp_path_factory) == mistake.says


def test_every_entry_names_a_place_and_a_repair() -> None:
    for param in CATALOGUE:
        (mistake,) = param.values
        first, _, rest = mistake.says.partition("\n")
        path, line, what = first.split(":", 2)
        assert "/" in path or path in ("mkdocs.yml", "pyproject.toml"), mistake.says
        assert int(line) > 0 and what.strip() and "    fix: " in rest


def test_every_error_has_an_entry(tmp_path_factory: pytest.TempPathFactory) -> None:
    for param in CATALOGUE:
        hear(param.values[0], tmp_path_factory)
    reached = _reached | elsewhere(tmp_path_factory.mktemp("noted") / "errors.json")
    missing = [
        f"{file}:{first}"
        for file, first, last in sorted(sites())
        if not any(path == file and first <= line <= last for path, line in reached)
    ]
    assert missing == [], f"add entries to {mistakes.FILE} that lead to these lines"


def elsewhere(file: Path) -> set[tuple[str, int]]:
    """The errors that the tests of `ELSEWHERE` reach."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.sitekit.noting"]
        + [f"tests/sitekit/{test}" for test in ELSEWHERE],
        cwd=REPOSITORY,
        env={**os.environ, "NOTED_ERRORS": str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return {(path, line) for path, line in json.loads(file.read_text("utf-8"))}


def test_an_error_that_nothing_leads_to_is_found() -> None:
    found = {(file, first) for file, first, _ in sites()}
    reached: set[tuple[str, int]] = set()
    with noted(reached):
        Problem("docs/a.md", 1, "wrong", "correct it")  # made here, not in the package
    assert reached == set()
    assert len(found) > len(CATALOGUE) / 2


def test_the_page_shows_every_entry(guide: Guide) -> None:
    guide.write(mistakes.FILE, (REPOSITORY / mistakes.FILE).read_text("utf-8"))
    page = guide.scan("# Mistakes\n\n```mistakes\n```\n", "reference/mistakes")
    html = mistakes_page(guide.library(), page, 0)
    assert html.count('<pre class="sg-error"') == len(CATALOGUE)
    text = BeautifulSoup(html, "html.parser").get_text()
    assert "unknown option 'titel' on a python block" in text
    text = mistakes.mistakes_markdown(guide.library(), "")
    assert text.count("    fix: ") >= len(CATALOGUE)


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("", 1),
        ("- A list", 1),
        ("Any file: {1: {says: x}}", 1),
        ("Any file:\n  One: text", 2),
        ("Any file:\n  One:\n    page: x", 3),
        ("Any file:\n  One: {says: x, pages: y}", 2),
        ("Any file:\n  One: {says: [x]}", 2),
        ("Any file:\n  One: {says: x, files: {a: {b: c}}}", 2),
    ],
)
def test_an_entry_that_is_none_is_told_with_its_line(
    guide: Guide, entry: str, line: int
) -> None:
    guide.write(mistakes.FILE, entry + "\n")
    with pytest.raises((Problem, Problems)) as caught:
        read_mistakes(guide.root)
    assert str(caught.value).startswith(f"{mistakes.FILE}:{line}: ")


def test_all_entries_that_are_none_are_told_at_once(guide: Guide) -> None:
    guide.write(mistakes.FILE, "Any file:\n  One: 1\n  Two: 2\n")
    with pytest.raises(Problems) as caught:
        read_mistakes(guide.root)
    assert [problem.line for problem in caught.value.problems] == [2, 3]
