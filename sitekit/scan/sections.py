"""Named sections of the snippet files, and the lines that include them."""

import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitekit.checkout import Problem
from sitekit.checkout.sources import MARKER, Line, is_file, read_source

BROKEN_MARKER = re.compile(r"^\s*#.*--8<--")
INCLUDE = re.compile(r'^(?P<indent>\s*)--8<--\s+"(?P<target>[^"]+)"\s*$')
LOOKS_LIKE_AN_INCLUDE = re.compile(r"^\s*-+8<-+")


@dataclass(frozen=True)
class Section:
    """A named section of a snippet file, dedented."""

    name: str
    start: int
    lines: tuple[Line, ...]


def read_sections(root: Path, path: str) -> dict[str, Section]:
    """Reads all sections of one snippet file.

    Args:
        root: The repository's root.
        path: The file, relative to the root.

    Raises:
        Problem: It cannot be read, a marker is misspelt, a name is used twice, or a
            section is not closed.
    """
    return _read(path, read_source(root, path))


@lru_cache(maxsize=512)
def _read(path: str, text: str) -> dict[str, Section]:
    sections: dict[str, Section] = {}
    open_sections: dict[str, int] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        marker = MARKER.match(line)
        if not marker:
            if BROKEN_MARKER.match(line):
                raise Problem(
                    path,
                    number,
                    f"this section marker cannot be read: {line.strip()}",
                    "write `# --8<-- [start:name]` or `# --8<-- [end:name]`",
                )
            continue
        edge, name = marker.groups()
        if edge == "start":
            if name in sections or name in open_sections:
                raise Problem(
                    path,
                    number,
                    f"section {name!r} is defined twice",
                    "give this section another name",
                )
            open_sections[name] = number
        else:
            if name not in open_sections:
                raise Problem(
                    path,
                    number,
                    f"section {name!r} ends here but does not start",
                    f"add `# --8<-- [start:{name}]` above",
                )
            start = open_sections.pop(name)
            sections[name] = _section(path, name, start, lines[start : number - 1])
    for name, number in open_sections.items():
        raise Problem(
            path,
            number,
            f"section {name!r} does not end",
            f"add `# --8<-- [end:{name}]` below it",
        )
    return sections


def _section(path: str, name: str, start: int, lines: list[str]) -> Section:
    numbered = [
        (number, line)
        for number, line in enumerate(lines, start + 1)
        if not MARKER.match(line)
    ]
    if not any(line.strip() for _, line in numbered):
        raise Problem(path, start, f"section {name!r} is empty", "write code in it")
    dedented = textwrap.dedent("\n".join(line for _, line in numbered)).split("\n")
    kept = [
        Line(text, path, number)
        for text, (number, _) in zip(dedented, numbered, strict=True)
    ]
    while kept and not kept[-1].text.strip():
        kept.pop()
    while kept and not kept[0].text.strip():
        kept.pop(0)
    return Section(name, start, tuple(kept))


def resolve(root: Path, page: str, lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Replaces the include lines of a block by the sections that they name.

    Returns:
        The block's lines, each with its true origin, and the sections used, as
        `path:name`.

    Raises:
        Problem: The file or the section does not exist, lies outside
            `snippets/`, or the include is misspelt.
    """
    resolved: list[Line] = []
    used: list[str] = []
    for line in lines:
        include = INCLUDE.match(line.text)
        if include:
            indent, target = include["indent"], include["target"]
            path, section = _find(root, page, line.number, target)
            used.append(f"{path}:{section.name}")
            resolved.extend(
                Line(indent + entry.text if entry.text else "", path, entry.number)
                for entry in section.lines
            )
        elif LOOKS_LIKE_AN_INCLUDE.match(line.text):
            raise Problem(
                page,
                line.number,
                f"this include cannot be read: {line.text.strip()}",
                'write `--8<-- "chapter/topic.py:section"`',
            )
        else:
            resolved.append(line)
    return resolved, used


@lru_cache(maxsize=8)
def _resolved(folder: Path) -> Path:
    return folder.resolve()


def _find(root: Path, page: str, number: int, target: str) -> tuple[str, Section]:
    file_name, colon, name = target.partition(":")
    top = _resolved(root)
    snippets = _resolved(root / "snippets")
    file = (snippets / file_name).resolve()
    if not colon or not name:
        raise Problem(
            page,
            number,
            f'include "{target}" does not name a section',
            f'write `--8<-- "{file_name}:section"`',
        )
    if not file.is_relative_to(snippets):
        raise Problem(
            page,
            number,
            f'include "{target}" is outside snippets/',
            "move the code below snippets/ and include it from there",
        )
    path = file.relative_to(top).as_posix()
    if not is_file(file):
        raise Problem(
            page,
            number,
            f"included file {path} does not exist",
            f"create {path}, or correct the name",
        )
    sections = read_sections(root, path)
    if name not in sections:
        raise Problem(
            page,
            number,
            f"{path} has no section {name!r}",
            "use one of: " + (", ".join(sorted(sections)) or "none there yet"),
        )
    return path, sections[name]
