"""Reads what a person wrote."""

import re
from dataclasses import dataclass
from pathlib import Path

from sitekit.checkout.problems import Problem


def read_source(root: Path, path: str) -> str:
    r"""The text of a file, its lines ended by `\n` and without a mark before it.

    Args:
        root: The repository's root.
        path: The file, relative to the root.

    Raises:
        Problem: It is not there, is no file, or is not UTF-8.
    """
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        what = f"this file cannot be read: {error.strerror}"
        raise Problem(path, 1, what, "put the file there, and nothing else") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        what = f"this file is not UTF-8: there is the byte {byte:#x} on this line"
        raise Problem(path, line, what, "save the file as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Line:
    """One line of code and where a person edits it."""

    text: str
    path: str
    number: int


# An inline value, in the text of a page or of a study aid.
VALUE = re.compile(r"\{\{\s*(.+?)\s*\}\}")
