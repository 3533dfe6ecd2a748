"""Reads what a person wrote."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from sitekit.checkout.problems import Problem

T = TypeVar("T")
# What git puts around two versions of some lines; in a lab's prose, behind `# `.
CONFLICT = re.compile(r"^(?:# ?)?(<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)


def read_source(root: Path, path: str) -> str:
    r"""The text of a file, its lines ended by `\n` and without a mark before it.

    Args:
        root: The repository's root.
        path: The file, relative to the root.

    Raises:
        Problem: It does not exist, is not a file, leads out of the checkout, is not
            UTF-8, or has an unresolved merge conflict.
    """
    try:
        _check_place(root, path)
        data = (root / path).read_bytes()
    except OSError as error:
        what = f"this file cannot be read: {error.strerror}"
        raise Problem(
            path, 1, what, "put a file that can be read at this path"
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        what = f"this file is not UTF-8: byte {byte:#x} on this line"
        repair = "save it as UTF-8 (in VS Code, click the encoding in the status bar)"
        raise Problem(path, line, what, repair) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        what = "there is a NUL character on this line, which is invisible"
        raise Problem(path, line, what, "delete it; in code, write `\\0`")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if left := CONFLICT.search(text):
        line = text.count("\n", 0, left.start()) + 1
        what = f"unresolved merge conflict: `{left[1]}` on this line"
        repair = (
            "keep one version, and delete the lines with <<<<<<<, ======= and >>>>>>>"
        )
        raise Problem(path, line, what, repair)
    return text


def _check_place(root: Path, path: str) -> None:
    """Looks what would be read, before it is: a pipe would be waited for.

    Raises:
        Problem: A link leads out of the checkout, or this is not a file.
    """
    file = root / path
    if file.exists() and not file.is_file() and not file.is_dir():
        what, repair = "this is not a file", "put a file that can be read at this path"
        raise Problem(path, 1, what, repair)
    if not os.path.realpath(file).startswith(os.path.realpath(root) + os.sep):
        what = "this is a symbolic link to a file outside the checkout"
        raise Problem(path, 1, what, "replace the link with the file")


def read_written(root: Path, path: str, kind: type[T], command: str) -> T | None:
    """What a command wrote into a file as JSON; None where there is no such file.

    Args:
        root: The repository's root.
        path: The file, relative to the root.
        kind: What it holds.
        command: The command.

    Raises:
        Problem: It is not as the command writes it.
    """
    if not (root / path).is_file():
        return None
    try:
        return msgspec.json.decode(read_source(root, path), type=kind)
    except msgspec.DecodeError as error:
        what = f"this is not what the command writes: {error}"
        raise Problem(path, 1, what, command) from None


def is_file(path: Path) -> bool:
    """Whether there is such a file; of a name that no file can have, there is none."""
    try:
        return path.is_file()
    except OSError:  # it is too long
        return False


@dataclass(frozen=True)
class Line:
    """One line of code and where a person edits it."""

    text: str
    path: str
    number: int


# What begins and ends a named section of a snippet file.
MARKER = re.compile(r"^\s*#\s*--8<--\s*\[(start|end):([\w-]+)\]\s*$")
# An inline value, in the text of a page or of a study aid.
VALUE = re.compile(r"\{\{\s*(.+?)\s*\}\}")


@dataclass(frozen=True)
class Excerpt:
    """A fence or a cell as it stands on its page, before anything is made of it.

    Attributes:
        page: The page's path, relative to the root.
        number: Its place among the blocks of the page, counted from 0.
        line: The line of its opening fence in the page.
        language: The language that its header names.
        header: The `key="value"` pairs of its header.
        flags: The further classes of its header.
        lines: Its code, each line with the file and line a person edits.
    """

    page: str
    number: int
    line: int
    language: str
    header: Mapping[str, str]
    flags: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def code(self) -> str:
        """The code as the reader sees it."""
        return "\n".join(line.text for line in self.lines)

    @property
    def where(self) -> tuple[str, int]:
        """File and line of its first line of code: where a person edits it."""
        if self.lines:
            return self.lines[0].path, self.lines[0].number
        return self.page, self.line

    def problem(self, what: str, repair: str) -> Problem:
        """What is wrong with its header, or with all of it."""
        return Problem(self.page, self.line, what, repair)
