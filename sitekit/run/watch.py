"""Finds what a block changed in the checkout by a process that it started.

What a page's Python writes is refused as it happens (`worker.guard`). A command, or
code in C, is not seen then: so the files are compared before and after each block. Who
changed a file, no comparison tells: a person may save one meanwhile. So a block is only
in doubt, if it had processes or names the file, and its page runs once more, by itself:
it is blamed if it changes the same again.
"""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sitekit.checkout import Problem
from sitekit.scan.model import Block

# Made again by those who build and test, and by Python.
SKIPPED = ("__pycache__", "node_modules", "site")
MOST_NAMED = 3  # files in one message
REPAIR = "write to the working folder, using a relative path"
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


@dataclass
class Changes:
    """What changed in the checkout while a block ran, and the block may have done.

    Attributes:
        files: The files that are new, or otherwise than before.
        folders: The folders in which there are new ones.
        gone: The files that were there when the run began, and are not now.
    """

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.files or self.gone)

    def add(self, more: "Changes") -> None:
        """Adds other changes."""
        self.files |= more.files
        self.folders |= more.folders
        self.gone |= more.gone

    def again(self, earlier: "Changes") -> bool:
        """Whether something of it had changed in an earlier run, too."""
        # What is new has another name each time, if a program makes up the name.
        return bool(self.files & earlier.files or self.folders & earlier.folders)

    def problem(self, block: Block) -> Problem:
        """What is told of a block that made these changes."""
        files = sorted(self.files | self.gone)
        more = f" and {len(files) - MOST_NAMED} more" if len(files) > MOST_NAMED else ""
        what = f"this block changes the checkout: {', '.join(files[:MOST_NAMED])}{more}"
        # It cannot be done a second time, so nobody knows for sure.
        unsure = "; or run it again, if someone deleted the file meanwhile"
        return Problem(*block.where, what, REPAIR + (unsure if self.gone else ""))


class Watch:
    """Watches the files of a checkout while blocks run, several at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lock = threading.Lock()
        self.running: dict[int, Block] = {}  # by a block's id, as the rest
        self.first: Stand | None = None
        self.seen: Stand = {}
        self.named: dict[int, Changes] = {}
        self.others: dict[int, Changes] = {}

    def begin(self, block: Block) -> None:
        """A block begins to run."""
        with self.lock:
            self._look()  # what has changed before is not this block's doing
            self.running[id(block)] = block
            self.named[id(block)], self.others[id(block)] = Changes(), Changes()

    def end(self, block: Block, had_processes: bool) -> Changes:
        """A block has run: what it may have changed.

        Args:
            block: The block.
            had_processes: Whether any process ran that the page had started. If not,
                it can only have changed what it names, by code in C.
        """
        with self.lock:
            self._look()
            del self.running[id(block)]
            found, others = self.named.pop(id(block)), self.others.pop(id(block))
        if had_processes:
            found.add(others)
        # An editor may put the new file in place of the old one.
        found.gone = {one for one in found.gone if not os.path.lexists(self.root / one)}
        return found

    def _look(self) -> None:
        """Notes what has changed since the last look, for the blocks that run."""
        now = stand(self.root)
        if self.first is None:
            self.first = self.seen = now
        for path in now.keys() | self.seen.keys():
            if now.get(path) != self.seen.get(path):
                self._note(path, is_new=path not in self.seen, is_gone=path not in now)
        self.seen = now

    def _note(self, path: str, is_new: bool, is_gone: bool) -> None:
        """Notes one change for those that name the file, or else for all."""
        folder, _, name = path.rpartition("/")
        naming = [one for one, block in self.running.items() if name in block.code]
        noted = self.named if naming else self.others
        for one in naming or self.running:
            if not is_gone:
                noted[one].files.add(path)
            elif self.first and path in self.first:
                noted[one].gone.add(path)
            if is_new:
                noted[one].folders.add(folder)
