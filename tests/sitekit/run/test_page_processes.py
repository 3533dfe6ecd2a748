"""A page has processes and a folder of its own, and nothing is left of them."""

from typing import Any

import pytest

from sitekit.records.key import record_key
from sitekit.scan.pages import scan_page
from tests.sitekit.miniature import Guide


def test_data_is_put_into_the_working_directory(guide: Guide) -> None:
    guide.write("snippets/chapter/table.csv", "a,b\n1,2\n")
    guide.write("snippets/names.txt", "Ada\n")
    ran = guide.prove(
        """
        ```{.python data="chapter/table.csv names.txt"}
        print(open("table.csv").read() + open("names.txt").read())
        open("table.csv", "w").write("changed")
        ```
        """
    )
    assert ran.text().startswith("a,b\n1,2\nAda\n")
    assert (guide.root / "snippets/chapter/table.csv").read_text() == "a,b\n1,2\n"


def test_pages_do_not_see_each_other(guide: Guide) -> None:
    first = """
        ```python
        import json, os
        from pathlib import Path
        shared = 1
        json.shared = 1
        os.environ["SHARED"] = "1"
        Path("shared").touch()
        print(os.getcwd() == os.path.realpath("."), sorted(os.listdir()))
        os.chdir("..")
        ```
        """
    second = """
        ```python
        import json, os
        print("shared" in globals(), hasattr(json, "shared"))
        print("SHARED" in os.environ, sorted(os.listdir()))
        ```
        """
    guide.configure("json")
    # More often than there are processors, so that some run one after the other.
    names = [f"{order}-{n}" for n in range(4) for order in ("first", "second")]
    paths = [guide.page(first if "first" in n else second, n) for n in names]
    ran = guide.run(*paths)
    for name in names:
        shown = "True ['shared']" if "first" in name else "False False\nFalse []"
        assert ran[f"docs/{name}.md"].text() == shown
    assert not (guide.root / "shared").exists()


def test_nothing_is_left_of_a_run(
    guide: Guide, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    pages = ["open('x', 'w')", "1 / 0", "import os; os._exit(1)"]
    paths = [guide.page(f"```python\n{p}\n```\n", f"p{n}") for n, p in enumerate(pages)]
    guide.run(*paths)
    assert list(temporary.iterdir()) == []
    assert sorted(file.name for file in (guide.root / ".cache").rglob("*.*")) == [
        f"{record_key(guide.settings, scan_page(guide.settings, paths[0]))}.zip"
    ]


def test_a_page_may_run_in_several_environments(guide: Guide, sibling: str) -> None:
    ran = guide.prove(
        f"""
        ```python
        x = 1
        open("shared.txt", "w").write("seen by both")
        ```

        ```{{.python environment="{sibling}"}}
        import os
        print("x" in globals(), os.environ["FLAVOUR"], open("shared.txt").read())
        x = 2
        ```

        {{{{ x }}}}

        ```python
        x
        ```
        """
    )
    assert ran.statuses == ["passed"] * 3
    assert ran.text(1) == "False sour seen by both"
    assert ran.text(2) == "1"
    record = guide.record()
    assert record is not None
    assert record.body.values == ("2",)
    assert set(record.body.versions) == {"default", sibling}


def test_what_is_written_while_no_block_runs_is_refused(
    guide: Guide, sibling: str
) -> None:
    gate, done = guide.outside / "gate", guide.outside / "done"
    code = f"while [ ! -e {gate} ]; do sleep 0.02; done; echo late; touch {done}"
    ran = guide.prove(
        f"""
        ```python
        import subprocess
        child = subprocess.Popen(["bash", "-c", {code!r}])
        ```

        ```{{.python environment="{sibling}"}}
        import os, time
        open({str(gate)!r}, "w").close()
        while not os.path.exists({str(done)!r}):
            time.sleep(0.02)
        ```

        ```python
        print("not late")
        ```
        """
    )
    assert ran.statuses == ["passed", "passed", "failed"]
    what = "something started by an earlier block printed this: 'late'"
    assert ran.failure.what == what
    assert ran.where == ("docs/page.md", 14)
    assert ran.failure.repair == "wait for it there, or let it print elsewhere"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("one/t.csv", "two/t.csv"),
        ("t.csv", "one/t.csv"),
        ("one/t.csv", "other.csv one/x.csv t.csv"),
    ],
)
def test_data_files_of_one_name_are_refused(
    guide: Guide, first: str, second: str
) -> None:
    for name in f"{first} {second}".split():
        guide.write(f"snippets/{name}", name)
    page = '```{{.python data="{}"}}\n1\n```\n\n```{{.python data="{}"}}\n2\n```\n'
    ran = guide.prove(page.format(first, second))
    assert ran.where == ("docs/page.md", 5)
    last = second.split()[-1]
    what = f"{last} would replace {first}, which line 1 names"
    assert ran.failure.what == what
    assert "t.csv" in ran.failure.repair
    ran = guide.prove(page.format(f"{first} {last}", first))
    assert ran.where == ("docs/page.md", 1)


def test_a_data_file_may_be_named_twice(guide: Guide) -> None:
    guide.write("snippets/one/t.csv", "as it was")
    ran = guide.prove(
        """
        ```{.python data="one/t.csv"}
        open("t.csv", "w").write("changed")
        ```

        ```{.python data="one/t.csv"}
        print(open("t.csv").read())
        ```
        """
    )
    assert ran.text(1) == "as it was"


@pytest.fixture
def sibling(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> str:
    """A second environment, with the same Python and a variable of its own."""
    default = guide.settings.environments["default"].interpreter(guide.root)
    guide.configure(
        more='[tool.sitekit.environments.sibling]\nvariables = {FLAVOUR = "sour"}'
    )
    monkeypatch.setenv("SITEKIT_PYTHON_SIBLING", str(default))
    return "sibling"


TERMINAL = r"""
```python
print("\x1b[1mtests\x1b[0m \u2714\ufe0f 3 passed, 1 failed")
```

```python
for step in range(3):
    print(f"\rstep {step}", end="")
print("  \u26a0\ufe0f loss is nan")
```

```python
print("page 1\fpage 2\x07", flush=True)
```

```console
$ printf 'one\ntwo\033[1A\rONE\n\n'
```
"""


def test_a_page_shows_what_a_terminal_would(guide: Guide) -> None:
    ran = guide.prove(TERMINAL)
    assert [ran.text(number) for number in range(4)] == [
        "tests \u2714\ufe0f 3 passed, 1 failed",
        "step 2  \u26a0\ufe0f loss is nan",
        "page 1\n      page 2",
        "ONE\ntwo",
    ]
