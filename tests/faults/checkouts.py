"""A miniature checkout of which `nox -s site` makes a site, however it is disturbed."""

import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitekit.checkout import sealed
from tests.patience import PATIENCE
from tests.sitekit.conftest import SNIPPET, START, TOPIC, WORDS
from tests.sitekit.miniature import REPOSITORY, Guide

COMMAND = "tests.faults.site_of"
SERVER = "sitekit.worker.server"
# What the processes of a run are for, by the module that each is.
ROLES = {COMMAND: "site", "pytest": "pytest", "mkdocs": "MkDocs"}
MARK = "FAULTS_RUN"
# Blocks that last: else a page's process would hardly ever be met.
SLOW = """\
---
description: A page of the miniature guide whose blocks take their time to run.
---

# Slow
"""
NAP = """
```python
import time

time.sleep(0.2)
print("slept from the shell")
```
"""
# What says when a page ran, and for how long.
STAMP = re.compile(r'<aside class="sg-stamp".*?</aside>', re.DOTALL)
RAN = re.compile(rb"(?<=was run on )[^\n\"\\]*")
TIMES = ("built", "ran", "seconds", "commit")
# Of all that is in these, the rest is in others.
LEFT_OUT = ("tensorflow-study-guide.zip", "sitemap.xml", "sitemap.xml.gz")


@dataclass(frozen=True)
class Checkout:
    """A checkout that runs in processes of its own, which can be found.

    Attributes:
        root: Its root.
        mark: What all its processes have in their environment.
    """

    root: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    @classmethod
    def begun(cls, folder: Path) -> "Checkout":
        """A checkout with a page of each kind, of which nothing has run yet."""
        guide = Guide(folder)
        guide.write("snippets/chapter/table.csv", "a,b\n1,2\n")
        guide.snippet(SNIPPET, "chapter/topic")
        guide.page(TOPIC, "chapter/topic")
        guide.page(WORDS, "words")
        guide.page(START, "index")
        guide.page(SLOW + 3 * NAP, "slow")
        return cls(guide.root)

    def copied(self, folder: Path) -> "Checkout":
        """The same checkout at another place."""
        return Checkout(Path(shutil.copytree(self.root, folder, symlinks=True)))

    def start(self, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
        """Begins what `nox -s site` does."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
        return subprocess.Popen(
            [sys.executable, "-m", COMMAND, self.root, "site", *arguments],
            cwd=self.root,
            env={**kept, "PYTHONPATH": str(REPOSITORY), MARK: self.mark, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )

    def site(self, *arguments: str, **variables: str) -> tuple[int, str]:
        """Does what `nox -s site` does; returns its status, and what it said."""
        return ended(self.start(*arguments, **variables))

    def passes(self) -> str:
        """Makes the site, which has to succeed; returns what was said."""
        status, said = self.site()
        assert status == 0, said
        return said

    @property
    def records(self) -> dict[str, bytes]:
        """The records, by name."""
        folder = self.root / ".cache/records"
        return {file.name: file.read_bytes() for file in folder.glob("*.zip")}

    def assert_whole_records(self) -> None:
        """Each record is as it was written."""
        for name in self.records:
            assert sealed.read(self.root / ".cache/records" / name), name

    def published(self) -> dict[str, Any] | None:
        """The site without times; nothing where there is none."""
        folder = self.root / "site"
        if not folder.is_dir():
            return None
        files = (file for file in folder.rglob("*") if file.is_file())
        found: dict[str, Any] = {}
        for file in files:
            name = file.relative_to(folder).as_posix()
            if name == "proof.json":
                found[name] = timeless(json.loads(file.read_bytes()))
            elif file.suffix == ".html":
                found[name] = STAMP.sub("", file.read_text("utf-8"))
            elif name not in LEFT_OUT:
                found[name] = RAN.sub(b"", file.read_bytes())
        return found

    def processes(self) -> dict[int, str]:
        """The living processes of its runs, and what each is for."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if f"{MARK}={self.mark}".encode() in (folder / "environ").read_bytes():
                    stat = (folder / "stat").read_text().rpartition(")")[2].split()
                    if stat[0] not in "ZX":
                        command = (folder / "cmdline").read_bytes().decode()
                        found[int(folder.name)] = _role(int(folder.name), command, stat)
            except OSError:  # it has just ended
                continue
        return found


@dataclass(frozen=True)
class Undisturbed:
    """A checkout whose site is made, and how long that took."""

    checkout: Checkout
    seconds: float


def _role(pid: int, command: str, stat: list[str]) -> str:
    """What a process is for; `stat` begins with its state, parent, group, session."""
    arguments = command.split("\0")
    module = arguments[2] if arguments[1:2] == ["-m"] else ""
    if module == SERVER:
        group, session = int(stat[2]), int(stat[3])
        if session == pid:
            server = SERVER.encode() not in _command(int(stat[1]))
            return "server" if server else "warden"
        return "page" if group == pid else "server"
    return ROLES.get(module, "command of a page")


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Waits until a run has ended."""
    try:
        said, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return process.returncode, said


def timeless(found: Any) -> Any:
    """What a proof says, but for the times."""
    if isinstance(found, dict):
        return {k: timeless(v) for k, v in found.items() if k not in TIMES}
    return [timeless(one) for one in found] if isinstance(found, list) else found
