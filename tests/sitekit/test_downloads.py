"""The notebook and the script of a page do what the page shows."""

import contextlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from sitekit import downloads
from sitekit.page import Page
from sitekit.records import Record
from tests.sitekit.miniature import Guide

BUILT = ["index", "chapter/topic/topic", "labs/lab/lab"]


def prove(guide: Guide, text: str) -> tuple[Page, Record]:
    """Runs a page; returns it with its record."""
    ran = guide.prove(text)
    assert "failed" not in ran.statuses, ran.failure
    record = guide.record()
    assert record is not None
    return ran.page, record


def notebook(guide: Guide, text: str) -> NotebookNode:
    page, record = prove(guide, text)
    made = nbformat.reads(downloads.to_notebook(page, record, "default"), as_version=4)
    nbformat.validate(made)
    return made


def script(guide: Guide, text: str) -> "subprocess.CompletedProcess[str]":
    """The run of a page's script, in a fresh process and an empty directory."""
    page, _ = prove(guide, text)
    folder = guide.outside / "elsewhere"
    folder.mkdir()
    (folder / "page.py").write_text(downloads.to_script(page, "default"), "utf-8")
    return subprocess.run(
        [sys.executable, "page.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", BUILT)
def test_published_notebooks_are_valid(built: Guide, name: str) -> None:
    text = (built.site / f"{name}.ipynb").read_text("utf-8")
    made = nbformat.reads(text, as_version=4)
    nbformat.validate(made)
    assert made.metadata.language_info.version.startswith("3.")
    assert len({cell.id for cell in made.cells}) == len(made.cells)
    assert any(cell.outputs for cell in made.cells if cell.cell_type == "code")


def execute(made: NotebookNode) -> list[str]:
    """Executes a notebook's code cells in order; returns what each printed."""
    printed = []
    namespace: dict[str, object] = {"__name__": "__main__"}
    for cell in made.cells:
        if cell.cell_type != "code" or cell.source.startswith("!"):
            continue
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            try:
                exec(cell.source, namespace)
            except Exception as error:
                assert "raises-exception" in cell.metadata.tags
                assert type(error).__name__ == cell.outputs[-1].ename
            else:
                assert "tags" not in cell.metadata
        printed.append(stream.getvalue())
    return printed


def test_a_notebook_s_code_runs_in_order_and_prints_what_it_holds(
    built: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built.site / "chapter/topic"
    shutil.copytree(folder, tmp_path / "topic")
    monkeypatch.chdir(tmp_path / "topic")
    made = nbformat.read("topic.ipynb", as_version=4)
    shown = [
        "".join(o.text for o in cell.outputs if o.output_type == "stream")
        for cell in made.cells
        if cell.cell_type == "code" and not cell.source.startswith("!")
    ]
    printed = execute(made)
    assert [text.strip() for text in printed] == [text.strip() for text in shown]
    assert "A,B\n1,2" in printed[1]


@pytest.mark.parametrize("name", BUILT)
def test_published_scripts_run(built: Guide, tmp_path: Path, name: str) -> None:
    file = built.site / f"{name}.py"
    shutil.copytree(file.parent, tmp_path / "downloaded")
    done = subprocess.run(
        [sys.executable, file.name],
        cwd=tmp_path / "downloaded",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    expected = {
        "index": "hello\n",
        "chapter/topic/topic": "A,B\n1,2\n\nbefore\n"
        "ZeroDivisionError: division by zero\nfrom the shell\n",
        "labs/lab/lab": "six times seven\n",
    }
    assert done.stdout == expected[name]


def test_the_data_of_a_page_lies_beside_its_script(built: Guide) -> None:
    data = built.site / "chapter/topic/table.csv"
    assert data.read_bytes() == b"a,b\n1,2\n"
    page = (built.site / "chapter/topic/index.html").read_text("utf-8")
    assert 'href="table.csv" download' in page


def test_cells_follow_the_page(guide: Guide) -> None:
    made = notebook(
        guide,
        """
        ---
        title: A page
        ---

        # Title { #top }

        It has a [link](other.md) and an [address](https://example.org/).

        ```python
        x = 2
        x
        ```

        !!! note "Take care"

            Two is {{ x }}, twice {{ x }} is {{ 2 * x }}.

            ```{.python raises="ValueError"}
            print("before")
            int("no")
            ```

        ```json
        {}
        ```

        ```text
        plain
        ```

        ```console
        $ echo one

        $ echo two
        ```

        The end.
        """,
    )
    kinds = [cell.cell_type for cell in made.cells]
    sources = [cell.source for cell in made.cells]
    assert list(zip(kinds, sources, strict=True)) == [
        (
            "markdown",
            "# Title\n\nIt has a link and an [address](https://example.org/).",
        ),
        ("code", "x = 2\nx"),
        ("markdown", "**Take care**\n\nTwo is 2, twice 2 is 4."),
        ("code", 'print("before")\nint("no")'),
        ("markdown", "```json\n{}\n```"),
        ("markdown", "```text\nplain\n```"),
        ("code", "!echo one\n!echo two"),
        ("markdown", "The end."),
    ]
    value, error, shell = (made.cells[n].outputs for n in (1, 3, 6))
    assert value[0].output_type == "execute_result"
    assert value[0].data["text/plain"] == "2"
    assert [o.output_type for o in error] == ["stream", "error"]
    assert (error[1].ename, error[1].evalue) == (
        "ValueError",
        "invalid literal for int() with base 10: 'no'",
    )
    assert "one" in shell[0].text
    assert made.metadata.title == "A page"


def test_outputs_of_every_kind_are_in_the_notebook(guide: Guide) -> None:
    made = notebook(
        guide,
        """
        ```{.python alt="A dot"}
        import warnings
        warnings.warn("careful")

        class Dot:
            def _repr_svg_(self): return "<svg></svg>"
        Dot()
        ```

        ```python
        class Table:
            def __repr__(self): return "Table"
            def _repr_html_(self): return "<table></table>"
        Table()
        ```

        ```{.python alt="A photo"}
        class Photo:
            def _repr_png_(self): return b"png"
        Photo()
        ```
        """,
    )
    drawing, table, photo = (cell.outputs for cell in made.cells)
    assert drawing[0].name == "stderr"
    assert drawing[0].text == "UserWarning: careful\n"
    assert drawing[1].data == {"image/svg+xml": "<svg></svg>", "text/plain": "A dot"}
    assert table[0].data == {"text/plain": "Table", "text/html": "<table></table>"}
    assert photo[0].data["image/png"].strip() == "cG5n"


def test_the_notebook_is_the_same_for_the_same_record(guide: Guide) -> None:
    page, record = prove(guide, "# T\n\n```python\nprint(1)\n```\n")
    first, second = (downloads.to_notebook(page, record, "default") for _ in range(2))
    assert first == second
    assert json.loads(first)["nbformat"] == 4


def test_a_script_goes_on_after_what_is_meant_to_fail(guide: Guide) -> None:
    done = script(
        guide,
        """
        # Title

        ```{.python raises="ValueError"}
        print("before")
        int("no")
        ```

        ```{.python raises="SyntaxError"}
        x = = 1
        ```

        ```python
        print("after")
        ```
        """,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "before\nValueError: invalid literal for int() with base 10: 'no'\nafter\n"
    )


def test_a_script_with_future_imports_runs(guide: Guide) -> None:
    done = script(
        guide,
        """
        ```python
        import math
        ```

        ```python
        from __future__ import annotations
        def f(x: unknown): pass
        print(f.__annotations__)
        ```

        ```console
        $ echo shell
        ```
        """,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "{'x': 'unknown'}\nshell\n"


def test_a_script_has_the_shell_s_commands_but_starts_no_server(guide: Guide) -> None:
    page = guide.scan(
        """
        ```console
        $ echo "it's one"

        $ echo two
        ```

        ```{.console exit="3"}
        $ exit 3
        ```

        ```{.console server="--port"}
        $ python server.py
        ```
        """
    )
    text = downloads.to_script(page, "default")
    assert "# $ python server.py" in text
    compile(text, "page.py", "exec")
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "it's one\ntwo\n")


def test_each_environment_of_a_page_has_its_own_downloads(guide: Guide) -> None:
    guide.configure(more="[tool.sitekit.environments.old]")
    page = guide.scan(
        '```python\nprint("new")\n```\n\n'
        '```{.python environment="old"}\nprint("old")\n```\n',
        "chapter/both",
    )
    assert downloads.links(page) == [
        ("both.ipynb", "Notebook (default)"),
        ("both.py", "Script (default)"),
        ("both-old.ipynb", "Notebook (old)"),
        ("both-old.py", "Script (old)"),
    ]
    assert 'print("old")' not in downloads.to_script(page, "default")
    assert 'print("new")' not in downloads.to_script(page, "old")


def test_a_page_without_code_has_no_downloads(guide: Guide) -> None:
    guide.prove("```json\n{}\n```\n")
    assert downloads.files(guide.library()) == {}
    assert downloads.links(guide.scan("```json\n{}\n```\n")) == []
