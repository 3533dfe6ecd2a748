"""Finds what a block changed in the checkout by a process that it started.

What a page's Python writes is refused as it happens (`worker.guard`). A command, or
code in C, is not seen then: so the files are compared before and after each block. A
person may save a file meanwhile; a block is only blamed if it starts processes, or
if its code names what was changed.
"""

import os
import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitekit.checkout import Problem
from sitekit.scan.model import Block

# Made anew by those who build and test, and by Python.
SKIPPED = ("__pycache__", "node_modules", "site")
STARTS = re.compile(
    r"\bsubprocess\b|\bPopen\b|\bos\.(?:exec|popen|posix_spawn|spawn|sys)"
)
MOST_NAMED = 3  # files in one message
Stand = dict[str, tuple[int, int, int]]


def stand(root: Path) -> Stand:
    """How all files of a checkout are now: by path, what changes with them."""
    return dict(_files(str(root), ""))


def _files(folder: str, name: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name in SKIPPED:
                continue
            path = f"{name}{entry.name}"
            try:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path, f"{path}/")
                else:
                    its = entry.stat(follow_symlinks=False)
                    yield path, (its.st_mtime_ns, its.st_size, its.st_ino)
            except FileNotFoundError:  # it went meanwhile
                continue


class Watch:
    """Watches the files of a checkout while blocks run, several at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lock = threading.Lock()
        self.running: list[Block] = []
        self.seen: Stand = {}
        self.blamed: dict[int, list[tuple[str, list[Block]]]] = {}  # by a block's id

    def begin(self, block: Block) -> None:
        """A block begins to run."""
        with self.lock:
            self._look()  # what has changed before is not this block's doing
            self.running.append(block)
            self.blamed[id(block)] = []

    def end(self, block: Block) -> None:
        """A block has run.

        Raises:
            Problem: It has changed files of the checkout.
        """
        with self.lock:
            self._look()
            self.running.remove(block)
            blamed = self.blamed.pop(id(block))
        if not blamed:
            return
        files = sorted({path for path, _ in blamed})
        others = {b.where for _, all_of_them in blamed for b in all_of_them} - {
            block.where
        }
        more = f" and {len(files) - MOST_NAMED} more" if len(files) > MOST_NAMED else ""
        what = f"this block changes the checkout: {', '.join(files[:MOST_NAMED])}{more}"
        if others:
            places = ", ".join(f"{path}:{line}" for path, line in sorted(others))
            what += f" (it, or {places}, which ran at the same time)"
        repair = "write into the working folder, by a relative path; or run it again, "
        raise Problem(
            *block.where, what, repair + "if somebody saved the file meanwhile"
        )

    def _look(self) -> None:
        """Blames the blocks that run for what has changed since the last look."""
        now = stand(self.root)
        changed = [
            path
            for path in now.keys() | self.seen.keys()
            if now.get(path) != self.seen.get(path)
        ]
        self.seen = now
        for path in changed:
            suspects = suspected(path, self.running)
            for one in suspects:
                self.blamed[id(one)].append((path, suspects))


def suspected(path: str, blocks: Sequence[Block]) -> list[Block]:
    """Which of some blocks may have changed a file: those that name it come first."""
    name = Path(path).name
    naming = [block for block in blocks if name in block.code]
    return naming or [
        block
        for block in blocks
        if block.options.kind == "console" or STARTS.search(block.code)
    ]
