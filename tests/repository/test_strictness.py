"""What the linters are told to overlook says which rule, and why."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from sitekit.checkout.settings import ROOT

OVERLOOKED = re.compile(r"#\s*(?:ruff:\s*)?noqa\b|#\s*type:\s*ignore\b", re.IGNORECASE)
REASON = r"[^\s#].*[a-z]{2}.*"
SAID = re.compile(
    rf"# noqa: [A-Z]+\d+(?:, [A-Z]+\d+)*  {REASON}$"
    rf"|# type: ignore\[[\w, -]+\]  # {REASON}$"
)
RUFF = ROOT / ".cache" / "environments" / "lint" / "bin" / "ruff"


def unsaid(text: str) -> list[str]:
    """The lines that overlook something without a rule and a reason."""
    lines = text.splitlines()
    return [x for x in lines if OVERLOOKED.search(x) and not SAID.search(x)]


def test_whatever_is_overlooked_has_a_reason() -> None:
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [ROOT / name for name in done.stdout.split()]
    files = [file for file in files if file.is_file() and file != Path(__file__)]
    found = {file.name: unsaid(file.read_text("utf-8")) for file in files}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert len(files) > 100


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ("x = 1  # noqa: E501  a table", True),
        ("x = 1  # noqa: E501, N802  a table", True),
        ("x = 1  # type: ignore[misc]  # no types there", True),
        ("x = 1  # noqa", False),
        ("x = 1  # NOQA: E501", False),
        ("x = 1  # noqa: E501 ", False),
        ("# ruff: noqa: E501", False),
        ("x = 1  # type: ignore", False),
        ("x = 1  # type: ignore[misc]", False),
        ("x = 1  # type: ignore  # why not", False),
    ],
)
def test_a_reason_is_told_from_none(line: str, accepted: bool) -> None:
    assert (unsaid(line) == []) is accepted


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        (
            "sitekit/new_one.py",
            '"""A module."""\n\n\ndef f() -> None:\n    pass\n',
            ["D103"],
        ),
        (
            "sitekit/scan/new_one.py",
            '"""A module."""\n\n\ndef f(x: int) -> None:\n    """Do it."""\n'
            "    if x < 0:\n        raise ValueError(x)\n",
            ["DOC501"],
        ),
        ("noxfile.py", '"""Commands."""\n\n\ndef f() -> None:\n    pass\n', ["D103"]),
        ("snippets/toolbox/new_one.py", "x = 1\n", ["D100"]),
        (
            "snippets/toolbox/new_one.py",
            '"""A module."""\n\n\ndef f(x: int) -> None:\n    """Do it."""\n'
            "    if x < 0:\n        raise ValueError(x)\n",
            ["DOC501"],
        ),
        ("snippets/keras/new_one.py", "x = 1\n", []),
        ("tests/new_one.py", "x = 1  # noqa\n", ["PGH004", "RUF100"]),
        ("tests/new_one.py", "x = 1  # type: ignore\n", ["PGH003"]),
        ("tests/new_one.py", "x = 1  # noqa: E501  it is long\n", ["RUF100"]),
    ],
)
def test_ruff_refuses(name: str, text: str, rules: list[str]) -> None:
    command = [RUFF, "check", "--output-format=json", "--stdin-filename", name, "-"]
    done = subprocess.run(
        command, cwd=ROOT, input=text, capture_output=True, text=True, check=False
    )
    assert [found["code"] for found in json.loads(done.stdout)] == rules


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import msgspec\n", []),
        ("import yaml\nfrom PIL import Image\n", []),
        ("import requests\n", ["DEP001 'requests'"]),
        ("import markupsafe\nimport nbconvert\n", ["DEP001 'nbconvert'"]),
    ],
)
def test_what_is_imported_has_to_be_declared(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_new.py").write_text(text, "utf-8")
    done = subprocess.run(
        [RUFF.with_name("deptry"), "--no-ansi", "--ignore=DEP002", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    said = re.findall(r"\b(DEP\d{3} '\w+')", done.stdout + done.stderr)
    assert said == found
    assert done.returncode == bool(found)


def unused(folder: Path, old: str, new: str) -> set[str]:
    """What deptry calls unused in the repository, with `pyproject.toml` changed."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert old in text
    (folder / "pyproject.toml").write_text(text.replace(old, new), "utf-8")
    done = subprocess.run(
        [
            *(RUFF.with_name("deptry"), "--no-ansi", "."),
            *("--config", folder / "pyproject.toml"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return set(re.findall(r"\bDEP002 '([\w-]+)'", done.stdout + done.stderr))


def test_what_is_declared_has_to_be_used(tmp_path: Path) -> None:
    added = unused(tmp_path, '  "genanki",\n', '  "genanki",\n  "requests",\n')
    assert added == {"requests"}


def test_what_may_be_unused_would_be_found(tmp_path: Path) -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    overlooked = set(tool["deptry"]["per_rule_ignores"]["DEP002"])
    table = "[tool.deptry.per_rule_ignores]"
    assert unused(tmp_path, table, "[tool.nothing]") == overlooked
