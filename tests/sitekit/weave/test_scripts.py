"""The script of a page does what the page shows."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitekit.weave import scripts
from tests.sitekit.miniature import Guide

BUILT = ["index", "chapter/topic/topic", "labs/lab/lab"]


def script(guide: Guide, text: str) -> "subprocess.CompletedProcess[str]":
    """The run of a page's script, in a fresh process and an empty directory."""
    page = guide.prove(text).page
    folder = guide.outside / "elsewhere"
    folder.mkdir()
    (folder / "page.py").write_text(scripts.to_script(page, "default"), "utf-8")
    return subprocess.run(
        [sys.executable, "page.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


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


def test_a_script_goes_on_after_what_is_meant_to_fail(guide: Guide) -> None:
    done = script(
        guide,
        """
        # Title

        ```{.python raises="ValueError" means="It is wrong."}
        print("before")
        int("no")
        ```

        ```{.python raises="SyntaxError" means="It is wrong."}
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
    text = scripts.to_script(page, "default")
    assert "# $ python server.py" in text
    compile(text, "page.py", "exec")
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "it's one\ntwo\n")
