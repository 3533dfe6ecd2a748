"""CONTRIBUTING.md, done literally, in a fresh clone of the working tree.

Every `console` block is run by a shell, in the file's order, and every edit is made
where the text says. Three things differ from what a contributor does: the address of
the repository leads to a copy of this working tree, the environments and records are
those that are there already, and `nox` is `nox_here.py`, which calls the functions of
the clone's own `noxfile.py` but installs nothing.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitekit.checkout.problems import Problem
from sitekit.checkout.settings import ROOT, load
from sitekit.scan.pages import scan_page

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ADDRESS = "https://github.com/tensorflow-study-guide/tensorflow-study-guide"
STEPS = TEXT.split("## What an error looks like")[0]
PAGE = "docs/data/batching.md"
FENCE = r"(?P<ticks>`{3,4})(?P<language>\w+)\n(?P<body>.*?)\n(?P=ticks)\n"
STEP = re.compile(
    r"(?:^Put this (?:into|at the end of) `(?P<path>[^`]+)`"
    rf"(?:, above `(?P<mark>[^`]+)`)?:\n\n)?^{FENCE}",
    re.MULTILINE | re.DOTALL,
)
MISTAKE = re.compile(
    rf"In `([^`]+)`, change `([^`]+)` to `([^`]+)`[^`]*?:\n\n{FENCE}", re.DOTALL
)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def put(file: Path, mark: str | None, text: str) -> None:
    """Makes one edit: above a line, or at the end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if mark is None:
        before = file.read_text("utf-8") + "\n" if file.exists() else ""
        file.write_text(f"{before}{text}\n", "utf-8")
        return
    content = file.read_text("utf-8")
    assert content.count(f"\n{mark}\n") == 1, f"{file} has not one line {mark!r}"
    file.write_text(content.replace(f"\n{mark}\n", f"\n{text}\n\n{mark}\n"), "utf-8")


class Contributor:
    """Somebody with a shell, who does what is written and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.origin = folder / "origin"
        self.clone = folder / "tensorflow-study-guide"
        self.variables = {
            **{k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")},
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache"),
            "GIT_CONFIG_COUNT": "3",
            "GIT_CONFIG_KEY_0": f"url.{self.origin}.insteadOf",
            "GIT_CONFIG_VALUE_0": ADDRESS,
            "GIT_CONFIG_KEY_1": "user.name",
            "GIT_CONFIG_VALUE_1": "A contributor",
            "GIT_CONFIG_KEY_2": "user.email",
            "GIT_CONFIG_VALUE_2": "contributor@example.org",
        }
        nox = folder / "bin" / "nox"
        nox.parent.mkdir()
        stand_in = Path(__file__).with_name("nox_here.py")
        nox.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{stand_in}" "$@"\n')
        nox.chmod(0o755)
        self._publish()

    def _publish(self) -> None:
        """Makes the repository that is cloned: this working tree, in one commit."""
        new = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
        for name in filter(None, new.split("\0")):
            if (ROOT / name).is_file():
                (self.origin / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.origin / name)
        git(self.origin, "init", "--quiet", "--initial-branch=main")
        git(self.origin, "add", "--all")
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        git(self.origin, *who, "commit", "--quiet", "--message=All")

    def link(self) -> None:
        """Gives the clone the environments and records that are there."""
        cache = self.clone / ".cache"
        cache.mkdir()
        (cache / "environments").symlink_to(ROOT / ".cache" / "environments")
        shutil.copytree(ROOT / ".cache" / "records", cache / "records")

    def type(self, commands: str) -> None:
        """Types the commands of one console block."""
        for command in re.findall(r"(?m)^\$ (.+)$", commands):
            if command == f"cd {self.clone.name}":
                self.link()
                continue
            there = self.clone if self.clone.is_dir() else self.clone.parent
            done = subprocess.run(
                command,
                shell=True,
                cwd=there,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            assert done.returncode == 0, f"$ {command}\n{done.stdout}"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clone, after all steps were taken."""
    contributor = Contributor(tmp_path_factory.mktemp("contributor"))
    for step in STEP.finditer(STEPS):
        if step["path"]:
            put(contributor.clone / step["path"], step["mark"], step["body"])
        else:
            contributor.type(step["body"])
    return contributor.clone


def test_what_it_says_makes_a_page_that_passes(done: Path) -> None:
    shown = (done / "site/data/batching/index.html").read_text("utf-8")
    text = "Batches of three make 2 of 4 numbers, and the last one is smaller."
    assert text in re.sub("<[^>]+>", "", shown)
    page = scan_page(load(done), PAGE)
    kinds = [block.options.kind for block in page.blocks]
    assert kinds.count("tensorboard") == 1
    assert [kinds.count(kind) for kind in ("quiz", "exercise", "cards")] == [2, 2, 2]
    assert shown.count("<figure") >= 2
    assert git(done, "status", "--porcelain") == ""
    assert git(done, "log", "-1", "--format=%s").startswith("Batching")


@pytest.mark.parametrize("number", range(len(MISTAKE.findall(TEXT))))
def test_errors_look_as_it_shows(done: Path, number: int) -> None:
    path, right, wrong, *_, shown = MISTAKE.findall(TEXT)[number]
    file = done / path
    kept = file.read_text("utf-8")
    assert kept.count(right) == 1
    file.write_text(kept.replace(right, wrong), "utf-8")
    try:
        if path == PAGE:
            with pytest.raises(Problem) as caught:
                scan_page(load(done), PAGE)
            said = str(caught.value)
        else:
            command = [sys.executable, "-m", "pytest", PAGE, "-p", "no:cacheprovider"]
            said = subprocess.run(
                command, cwd=done, capture_output=True, text=True
            ).stdout
    finally:
        file.write_text(kept, "utf-8")
    assert shown in said, said


def test_every_block_is_done() -> None:
    # No block escapes the pattern, and no sentence promises an edit without one.
    blocks = re.findall(r"(?m)^(`{3,4})(\w+)\n", re.sub(r"(?s)````.*?````", "", TEXT))
    nested = len(re.findall(r"(?m)^````markdown$", TEXT))
    assert len(STEP.findall(TEXT)) == len(blocks) + nested
    steps = list(STEP.finditer(STEPS))
    assert {s["language"] for s in steps if not s["path"]} == {"console"}
    assert len([s for s in steps if s["path"]]) == TEXT.count("Put this ")
    assert len(MISTAKE.findall(TEXT)) == TEXT.count("```text\n") > 1
