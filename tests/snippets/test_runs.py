"""Each snippet file is a script that runs by itself, from top to bottom.

Most are, statement by statement, the script that their page offers for download, which
`tests/site/test_downloads.py` runs and compares with the page: these run there.
"""

from pathlib import Path

import pytest

from sitekit.checkout.settings import ROOT, load
from sitekit.records.library import Library
from sitekit.scan.model import Page
from sitekit.weave import scripts
from tests.alone import does_the_same, run_alone

SCRIPTS = sorted(
    path
    for path in (ROOT / "snippets").rglob("*.py")
    # Exercises are run by their pages, with what has to pass and to fail.
    # Experiments are run by their own command.
    if path.parent.name not in ("toolbox", "claims") and "exercises" not in path.parts
)
PAGES = Library.read(load()).pages
ENVIRONMENTS = load().environments


def own(script: Path) -> Path:
    """The snippet file whose end a second file of its page goes on from."""
    stem = script.stem
    for name in ENVIRONMENTS:
        stem = stem.removesuffix(f"_{name}")
    return script.with_name(f"{stem}.py")


def page_of(script: Path) -> Page:
    """The page, or the lab, that a snippet file belongs to."""
    lab = script.relative_to(ROOT).as_posix()
    relative = own(script).relative_to(ROOT / "snippets").with_suffix(".md")
    return PAGES.get(lab) or PAGES[f"docs/{relative.as_posix()}"]


def environment(script: Path) -> str:
    """The environment of a snippet file: its page's, or the one in its name."""
    if own(script) == script:
        return page_of(script).environment
    return script.stem.removeprefix(f"{own(script).stem}_")


def runs_as_a_download(script: Path) -> bool:
    """Whether a snippet file is its page's script."""
    page, name = page_of(script), environment(script)
    raises = [
        block.options.raises
        for block in page.blocks
        if block.options.raises and block.environment == name
    ]
    code = script.read_text("utf-8")
    return does_the_same(code, scripts.to_script(page, name), raises)


@pytest.mark.long
@pytest.mark.parametrize(
    "script",
    [path for path in SCRIPTS if not runs_as_a_download(path)],
    ids=lambda path: path.stem,
)
def test_runs_by_itself(script, tmp_path):
    # A second file of a page goes on where the page's own file ended.
    for path in dict.fromkeys((own(script), script)):
        run_alone(path, environment(path), tmp_path)


def test_a_third_and_more_run_as_downloads():
    assert 3 * sum(map(runs_as_a_download, SCRIPTS)) > len(SCRIPTS)


SNIPPET = """\
from contextlib import suppress  # isort: split

import tensorflow as tf

with suppress(tf.errors.OpError):
    # It goes wrong.
    tf.one(2)
x = 1
"""
SCRIPT = '''\
"""A page: its code."""

import tensorflow as tf

# A heading
try:
    tf.one( 2)
except Exception as error:  # this block shows what goes wrong
    print(f"{type(error).__name__}: {error}")

x = 1
'''


def test_a_snippet_is_told_from_one_that_does_something_else():
    assert does_the_same(SNIPPET, SCRIPT, ["OpError"])
    assert not does_the_same(SNIPPET, SCRIPT, ["KeyError"])
    assert not does_the_same(SNIPPET, SCRIPT, [])
    for old, new in [
        ("x = 1", "x = 2"),
        ("x = 1", ""),
        ("tf.one( 2)", "tf.one(3)"),
        ("import tensorflow as tf\n", ""),
        ("except Exception", "except KeyError"),
    ]:
        assert old in SCRIPT
        assert not does_the_same(SNIPPET, SCRIPT.replace(old, new), ["OpError"])
    assert not does_the_same(SNIPPET.replace("x = 1", "'x'"), SCRIPT, ["OpError"])
