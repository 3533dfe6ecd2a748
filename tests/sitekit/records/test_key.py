"""A record is found for exactly what it rests on, and for nothing else."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import grimp
import pytest

from sitekit.records import key
from sitekit.records.key import RECORDING, SCHEMA, _recorder, record_key
from tests.sitekit.miniature import Guide
from tests.sitekit.records.conftest import edit, rewrite

PAGE = """
---
title: A page
---

# Title

Some prose.

```{.python title="Code" data="table.csv"}
--8<-- "page.py:code"
```

{{ x }}
"""


UNCHANGED: dict[str, Callable[[Guide], None]] = {
    "prose": lambda g: edit(g, "docs/page.md", "Some prose.", "Other\n\nprose."),
    "heading": lambda g: edit(g, "docs/page.md", "# Title", "# Another"),
    "front matter": lambda g: edit(g, "docs/page.md", "title: A page", "title: B"),
    "the look": lambda g: edit(g, "docs/page.md", 'title="Code"', 'hl_lines="1"'),
    "a flag": lambda g: edit(g, "docs/page.md", "{.python", "{.python .check"),
    "the output's look": lambda g: edit(g, "docs/page.md", 'title="Code"',
                                        'output="fold"'),
    "another section": lambda g: edit(g, "snippets/page.py", "x = 2", "x = 3"),
    "time stamps": lambda g: (rewrite(g, "docs/page.md"),
                              rewrite(g, "snippets/page.py"),
                              rewrite(g, "snippets/table.csv"))[-1],
    "another page": lambda g: (g.page("```python\n1\n```\n", "other"), None)[-1],
}  # fmt: skip


CHANGED: dict[str, Callable[[Guide], None]] = {
    "section": lambda g: edit(g, "snippets/page.py", "x = 1", "x = 3"),
    "include": lambda g: edit(g, "docs/page.md", "page.py:code", "page.py:other"),
    "raises": lambda g: edit(g, "docs/page.md", 'title="Code"',
                             'raises="OSError" means="It is gone."'),
    "a text alternative": lambda g: edit(g, "docs/page.md", 'title="Code"', 'alt="x"'),
    "timeout": lambda g: edit(g, "docs/page.md", 'title="Code"', 'timeout="5"'),
    "a block more": lambda g: edit(g, "docs/page.md", "# Title",
                                   "# Title\n\n```text\nx\n```\n"),
    "value": lambda g: edit(g, "docs/page.md", "{{ x }}", "{{ x + 1 }}"),
    "a value more": lambda g: edit(g, "docs/page.md", "{{ x }}", "{{ x }} {{ x }}"),
    "data": lambda g: edit(g, "snippets/table.csv", "1", "3"),
    "lock": lambda g: edit(g, "requirements/default.txt", "2.0.0", "2.0.1"),
    "no lock": lambda g: (g.root / "requirements/default.txt").unlink(),
    "preload": lambda g: g.configure("json"),
    "variables": lambda g: edit(g, "pyproject.toml", "packages",
                                'variables = {A = "1"}\npackages'),
    "python": lambda g: edit(g, "pyproject.toml", "preload",
                             'python = "3.9"\npreload'),
}  # fmt: skip


@pytest.mark.parametrize("what", UNCHANGED)
def test_a_record_stays_valid_when_no_code_changes(proved: Guide, what: str) -> None:
    before = proved.record()
    UNCHANGED[what](proved)
    assert proved.record() == before


def test_what_an_error_means_is_prose(guide: Guide) -> None:
    fence = '```{.python raises="ValueError" means="It is wrong."}'
    guide.prove(f'{fence}\nint("one")\n```\n')
    before = guide.record()
    assert before
    edit(guide, "docs/page.md", "It is wrong.", "Write a number in digits.")
    assert guide.record() == before


@pytest.mark.parametrize("what", CHANGED)
def test_a_record_is_refused_for_anything_else(proved: Guide, what: str) -> None:
    CHANGED[what](proved)
    assert proved.record() is None


def test_undoing_an_edit_makes_the_record_valid_again(proved: Guide) -> None:
    before = proved.record()
    edit(proved, "snippets/page.py", "x = 1", "x = 3")
    assert proved.record() is None
    edit(proved, "snippets/page.py", "x = 3", "x = 1")
    assert proved.record() == before


def test_a_record_of_another_platform_is_refused(
    proved: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "platform_name", lambda: "plan9-vax")
    assert proved.record() is None


def test_a_record_of_another_schema_is_refused(
    proved: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "SCHEMA", SCHEMA + 1)
    assert proved.record() is None


@pytest.fixture
def machinery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the machinery, whose digest is taken in place of its own."""
    copy = tmp_path / "sitekit"
    shutil.copytree(Path(key.__file__).parents[1], copy)
    monkeypatch.setattr(key, "__file__", str(copy / "records" / "key.py"))
    _recorder.cache_clear()
    yield copy
    _recorder.cache_clear()


@pytest.mark.parametrize(
    "name",
    ["worker/session.py", "run/datablocks.py", "aids/quiz.py", "tensorboard/looks.js"],
)
def test_a_record_by_another_recorder_is_refused(
    proved: Guide, machinery: Path, name: str
) -> None:
    assert proved.record() is not None
    with (machinery / name).open("a") as file:
        file.write("# changed\n")
    _recorder.cache_clear()
    assert proved.record() is None


@pytest.mark.parametrize(
    "name", ["weave/html.py", "drawings/grids.py", "tensorboard/frozen/frozen.js"]
)
def test_a_change_of_what_only_renders_keeps_the_record(
    proved: Guide, machinery: Path, name: str
) -> None:
    with (machinery / name).open("a") as file:
        file.write("# changed\n")
    _recorder.cache_clear()
    assert proved.record() is not None


def test_whatever_a_run_reaches_is_hashed_or_makes_no_output() -> None:
    graph = grimp.build_graph("sitekit", cache_dir=None)
    reached = {"sitekit.run.engine", "sitekit.worker.server"}
    reached |= {
        module
        for start in [*graph.find_descendants("sitekit.run"), "sitekit.worker.session"]
        for module in graph.find_upstream_modules(start)
    }
    rooms = {module.split(".")[1] for module in reached if "." in module}
    # These only read what the key covers, or write what others made.
    others = {"scan", "records", "checkout", "drawings"}
    assert rooms == {*RECORDING, *others}
    assert not [module for module in reached if ".frozen" in module]


def test_another_page_with_the_same_code_has_a_record_of_its_own(
    proved: Guide,
) -> None:
    proved.page(PAGE, "copy")
    assert proved.record("docs/copy.md") is None


def test_a_record_is_refused_when_blocks_change_their_environments(
    guide: Guide,
) -> None:
    guide.configure(more="[tool.sitekit.environments.old]")
    old, new = '```{.python environment="old"}\n1\n```\n', "```python\n1\n```\n"
    keys = {
        record_key(guide.settings, guide.scan(text))
        for text in (f"{old}\n{new}", f"{new}\n{old}")
    }
    assert len(keys) == 2
