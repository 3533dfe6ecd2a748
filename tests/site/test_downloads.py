"""What a page offers for download gives what the page shows."""

import json
import re
import sys
from pathlib import Path

import nbformat
import pytest

from sitekit.records.outputs import Stream
from sitekit.run.terminal import ADDRESS, replay
from sitekit.scan.addresses import url
from sitekit.weave import downloads
from sitekit.weave.scripts import to_script
from tests.alone import differing, run_alone, telling_script, told_values
from tests.site.published import PROVED, RUNNING, by_url

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?")
# A short bar or a column of spaces may hold one digit more or less.
SPACE = re.compile(r"[ ━]+")

# What Python says of a file that is not there, and what Keras does.
MISSING = re.compile("FileNotFoundError|ValueError: File not found")


def masked(line: str) -> str:
    """A line without what differs from run to run: measured times, addresses."""
    return SPACE.sub(" ", NUMBER.sub("#", ADDRESS.sub("…", line))).strip()


def in_order(wanted: list[str], found: list[str]) -> list[str]:
    """The wanted lines that are missing, or come in another order."""
    rest = iter(found)
    return [line for line in wanted if line and line not in rest]


def run_in_turns(scripts: dict[str, Path], folder: Path) -> dict[str, tuple[str, str]]:
    """What the scripts of a page print, by their environments.

    They share a folder, and each may need a file that another one writes: the one
    that misses it is run again when the others have had their turn.
    """
    printed: dict[str, tuple[str, str]] = {}
    for _ in range(2 * len(scripts)):
        for environment, script in scripts.items():
            if environment not in printed:
                try:
                    printed[environment] = run_alone(script, environment, folder)
                except AssertionError as error:
                    if len(scripts) == 1 or not MISSING.search(str(error)):
                        raise
    return printed


@pytest.mark.long
@pytest.mark.parametrize("page", RUNNING, ids=by_url)
def test_script_prints_what_the_page_shows(page, site, library, tmp_path):
    record = library.record(page)
    scripts = {}
    for stem, environment in downloads.names(page):
        published = (site / url(page) / f"{stem}.py").read_text("utf-8")
        assert published == to_script(page, environment, record.body.values)
        scripts[environment] = tmp_path / f"{stem}.py"
        scripts[environment].write_text(telling_script(page, environment), "utf-8")
    texts = run_in_turns(scripts, tmp_path)
    assert texts.keys() == scripts.keys()
    values: dict[int, str] = {}
    for environment, (said, aside) in texts.items():
        text, told = told_values(said)
        values |= told
        printed = [masked(line) for line in replay(text).split("\n")]
        # Warnings of a logger go to standard error: there, they only have to stand.
        logged = {masked(line) for line in aside.split("\n")}
        shown = [
            masked(line)
            for block, entry in zip(page.blocks, record.body.blocks, strict=True)
            if block.environment == environment and block.options.kind == "python"
            for output in entry.outputs
            if isinstance(output, Stream)
            for line in output.text.split("\n")
        ]
        wanted = [line for line in shown if line not in logged]
        assert in_order(wanted, printed) == []
    assert len(values) == len(page.values)
    assert differing(page, record.body.values, values) == []


@pytest.mark.parametrize("page", RUNNING, ids=by_url)
def test_notebook_is_valid_and_has_the_outputs(page, site, library):
    record = library.record(page)
    for stem, environment in downloads.names(page):
        notebook = nbformat.read(site / url(page) / f"{stem}.ipynb", as_version=4)
        nbformat.validate(notebook)
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        shown = []
        for block, entry in zip(page.blocks, record.body.blocks, strict=True):
            if block.environment != environment or block.options.server:
                continue
            if block.options.kind == "exercise":
                shown += [0, 0]  # what the reader is to write, and the check
            elif block.options.kind in ("python", "console"):
                shown.append(len(entry.outputs))
        assert [len(cell.outputs) for cell in cells] == shown


def test_proof_json_lists_every_block(site, library):
    proof = json.loads((site / "proof.json").read_text("utf-8"))
    assert proof["schema"] == 1
    assert proof["tensorflow"].startswith("2.21")
    assert proof["python"].startswith(f"{sys.version_info.major}.")
    stated = {entry["page"]: entry for entry in proof["pages"]}
    assert sorted(stated) == sorted(page.path for page in PROVED)
    for page in PROVED:
        blocks = stated[page.path]["blocks"]
        assert [(entry["source"], entry["line"]) for entry in blocks] == [
            block.where for block in page.blocks
        ]
        assert {entry["status"] for entry in blocks} <= {
            "passed",
            "raised",
            "parsed",
            "text",
        }
