"""pytest runs the pages: one item per block, however pytest is called."""

import os
import re
from xml.etree import ElementTree

import pytest

from tests.sitekit.miniature import Guide

PAGE = """
---
title: A page
---

# Start

```python
counted = open({counted!r}, "a", buffering=1)
counted.write("first\\n")
```

## Middle part

??? note

    ```json
    {{"a": 1}}
    ```

    ```python
    counted.write("second\\n")
    ```
"""
ITEMS = [
    "docs/page.md::Start [line 7]",
    "docs/page.md::Middle part [line 16]",
    "docs/page.md::Middle part [line 20]",
]


class Counting:
    """A page that notes each of its runs in a file."""

    def __init__(self, guide: Guide) -> None:
        self.file = guide.outside / "counted"
        self.path = guide.page(PAGE.format(counted=str(self.file)))

    @property
    def runs(self) -> int:
        if not self.file.exists():
            return 0
        lines = self.file.read_text().split()
        assert lines == ["first", "second"] * (len(lines) // 2)
        return len(lines) // 2


@pytest.fixture
def counting(guide: Guide) -> Counting:
    return Counting(guide)


def passed(output: str) -> list[str]:
    """The names of the items that passed, in order, of a verbose run."""
    return re.findall(r"^(\S.*) PASSED", output, re.MULTILINE)


def test_each_block_is_an_item_that_names_page_section_and_line(
    guide: Guide, counting: Counting
) -> None:
    done = guide.pytest("--collect-only", "-q", counting.path)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[:3] == ITEMS
    assert counting.runs == 0


def test_runs_once_and_then_believes_the_record(
    guide: Guide, counting: Counting
) -> None:
    for arguments, runs in (
        ([], 1),
        ([], 1),
        (["--fresh"], 2),
        ([], 2),
    ):
        done = guide.pytest("-v", *arguments, counting.path)
        assert done.returncode == 0, done.stdout
        assert passed(done.stdout) == ITEMS
        assert counting.runs == runs


def test_only_changed_pages_run(guide: Guide, counting: Counting) -> None:
    other = guide.page("```python\n1\n```\n", "other")
    assert guide.pytest(counting.path, other).returncode == 0
    guide.page("```python\n2\n```\n", "other")
    done = guide.pytest(counting.path, other)
    assert "4 passed" in done.stdout
    assert counting.runs == 1
    assert guide.record(other) is not None


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        ([], "."),
        (["docs"], "."),
        (["."], "."),
        (["{root}/docs/page.md"], ".."),
        (["page.md"], "docs"),
        (["../docs/page.md"], "snippets"),
        (["docs/page.md::Start [line 7]"], "."),
    ],
)
def test_our_plugin_is_there_wherever_pytest_is_called(
    guide: Guide, counting: Counting, arguments: list[str], folder: str
) -> None:
    # Files next to the pages whose fences are nobody's to run.
    guide.write("README.md", "```python\nraise SystemExit\n```\n")
    guide.write("snippets/notes.md", "```python\nraise SystemExit\n```\n")
    named = [argument.format(root=guide.root) for argument in arguments]
    done = guide.pytest("-v", *named, cwd=guide.root / folder)
    assert done.returncode == 0, done.stdout
    expected = ITEMS[:1] if "::" in "".join(arguments) else ITEMS
    names = [name.removeprefix("../") for name in passed(done.stdout)]
    assert [name.rpartition("docs/")[2] for name in names] == [
        name.removeprefix("docs/") for name in expected
    ]
    # A run ends with the last block that was asked for, which may be the first.
    assert counting.file.read_text().startswith("first\n")


def test_labs_are_run_and_no_python_file_is_imported(guide: Guide) -> None:
    for name in ("chapter/topic", "toolbox/tool", "chapter/test_topic"):
        guide.snippet("raise SystemExit('imported')\n", name)
    guide.write("setup.py", "raise SystemExit('imported')\n")
    path = guide.write(
        "snippets/labs/lab.py",
        """
        # %% [markdown]
        # # A lab

        # %%
        print(__name__)
        """,
    )
    done = guide.pytest("-v", ".", "--ignore=snippets/chapter/test_topic.py")
    assert done.returncode == 0, done.stdout
    assert passed(done.stdout) == [f"{path}::A lab [line 4]"]
    assert guide.pytest("-v", path).returncode == 0


def test_a_failure_is_reported_once_and_later_blocks_are_skipped(
    guide: Guide,
) -> None:
    snippet = guide.snippet(
        """
        # --8<-- [start:fail]
        def check(x):
            assert x == 1, "x is not one"

        check(2)
        # --8<-- [end:fail]
        """
    )
    path = guide.page(
        """
        # Title

        ```python
        print("fine")
        ```

        ```python
        --8<-- "page.py:fail"
        ```

        ```python
        print("never")
        ```
        """
    )
    fine = guide.page("```python\n1\n```\n", "fine")
    report = guide.outside / "report.xml"
    options = ("-o", "junit_family=xunit1", f"--junit-xml={report}")
    done = guide.pytest("-v", "-rs", *options, path, fine)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 2 passed, 1 skipped" in done.stdout
    assert done.stdout.count(f"{snippet}:3: AssertionError: x is not one") == 1
    assert f"not run, because the page stopped at {snippet}:3" in done.stdout
    assert "Traceback" in done.stdout
    assert "pytest_markdown_docs" not in done.stdout
    assert guide.record(fine) is not None
    assert guide.record(path) is None
    # For other tools, each block lies where a person edits it (from 0, as usual).
    cases = ElementTree.parse(report).iter("testcase")
    assert [(case.get("file"), case.get("line")) for case in cases] == [
        (path, "3"),
        (snippet, "1"),
        (path, "11"),
        (fine, "1"),
    ]
    # Their code is the block's, not what stands for it in the run.
    properties = ElementTree.parse(report).iter("property")
    codes = [p.get("value") for p in properties if p.get("name") == "code"]
    assert codes[0] == 'print("fine")'
    assert codes[-1] == "1"


def test_a_mistake_of_our_own_is_shown_with_its_traceback(guide: Guide) -> None:
    guide.page("```python\n1\n```\n")
    guide.write(
        "conftest.py",
        """
        from sitekit.skins.pytest_plugin import GuideRun

        pytest_plugins = ["sitekit.skins.pytest_plugin"]


        def start(self):
            raise KeyError("ours")


        GuideRun.start = start
        """,
    )
    done = guide.pytest("docs")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "Traceback" in done.stdout
    assert "in prove" in done.stdout and "KeyError: 'ours'" in done.stdout


def test_a_block_that_raises_a_type_error_runs_once(guide: Guide) -> None:
    counted = guide.outside / "counted"
    path = guide.page(
        f"""
        ```python
        with open({str(counted)!r}, "a") as file:
            file.write("run ")
        raise TypeError("a mistake")
        ```
        """
    )
    done = guide.pytest(path)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "docs/page.md:4: TypeError: a mistake" in done.stdout
    assert counted.read_text() == "run "


def test_one_block_can_be_selected(guide: Guide, counting: Counting) -> None:
    guide.page("```python\nraise SystemExit\n```\n", "other")
    done = guide.pytest("-v", "-k", "Middle and 20")
    assert done.returncode == 0, done.stdout
    assert passed(done.stdout) == [ITEMS[2]]
    # The blocks above it had to run, too; other pages had not.
    assert counting.runs == 1


def test_a_block_asked_for_twice_is_answered_twice(
    guide: Guide, counting: Counting
) -> None:
    done = guide.pytest("--keep-duplicates", counting.path, counting.path)
    assert done.returncode == 0, done.stdout
    assert counting.runs == 1


def test_a_page_that_cannot_be_scanned_is_an_error_with_its_line(
    guide: Guide, counting: Counting
) -> None:
    guide.page("# Title\n\n```pythn\n1\n```\n", "other")
    done = guide.pytest()
    assert done.returncode == pytest.ExitCode.INTERRUPTED
    assert "docs/other.md:3: language 'pythn'" in done.stdout
    assert "Traceback" not in done.stdout
    assert counting.runs == 0


def test_a_page_without_blocks_is_no_error(guide: Guide) -> None:
    path = guide.page("# Only words\n")
    done = guide.pytest(path)
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, done.stdout


def test_the_crash_of_one_page_costs_only_that_page(guide: Guide) -> None:
    code = "import ctypes\nctypes.string_at(0)"
    crash = guide.page(f"```python\n{code}\n```\n\n```python\n1\n```\n", "crash")
    fine = guide.page("```python\n1\n```\n", "fine")
    done = guide.pytest(crash, fine)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 1 passed, 1 skipped" in done.stdout
    assert "docs/crash.md:2: this block did not pass" in done.stdout
    assert "SIGSEGV" in done.stdout


def test_old_records_are_pruned_after_a_run_of_all_pages(
    guide: Guide, counting: Counting
) -> None:
    guide.page("# Only words\n", "words")
    records = guide.root / ".cache/records"
    records.mkdir(parents=True)
    old = records / "old.zip"
    for arguments, kept in ([counting.path], True), ([], False):
        old.touch()
        os.utime(old, (0, 0))
        assert guide.pytest(*arguments).returncode == 0
        assert old.exists() == kept
    assert guide.record() is not None


@pytest.mark.parametrize("text", ["[tool.sitekit\n", "[tool.sitekit.environments]\n"])
def test_broken_settings_are_told_without_a_traceback(guide: Guide, text: str) -> None:
    guide.write("pyproject.toml", text)
    guide.write("pytest.ini", "[pytest]\naddopts = --markdown-docs\n")
    guide.page("# A page\n\n```python\n1\n```\n")
    done = guide.pytest("-c", "pytest.ini", "docs")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "pyproject.toml:1: " in done.stdout and "fix: " in done.stdout
    assert "Traceback" not in done.stdout and "INTERNALERROR" not in done.stdout


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("At {{ n }}", "At …"),
        ("`{{ n }}` of {{ {1: 2}[1] }}", "`…` of …"),
        ("{{ n }}", "…"),
    ],
)
def test_a_name_does_not_change_with_the_values_in_a_heading(
    guide: Guide, heading: str, name: str
) -> None:
    block = "```python\nn = 1\n```\n"
    path = guide.page(f"# A\n\n{block}\n## {heading}\n\n{block}")
    done = guide.pytest("--collect-only", "-q", path)
    assert done.stdout.splitlines()[1] == f"docs/page.md::{name} [line 9]"
