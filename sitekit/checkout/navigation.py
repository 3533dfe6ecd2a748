"""The navigation in `mkdocs.yml`: chapters, and the order of their pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from sitekit.checkout.mkdocs_yml import FILE, node_at
from sitekit.checkout.problems import Problem, Problems


@dataclass(frozen=True)
class Entry:
    """A page in the navigation.

    Attributes:
        name: The page's name: its path below `docs/` without the suffix.
        title: Its title there; "" where it has none of its own.
        line: Its line in `mkdocs.yml`.
    """

    name: str
    title: str
    line: int


@dataclass(frozen=True)
class Chapter:
    """A section of the navigation; "" holds the pages that stand outside of all."""

    title: str
    entries: tuple[Entry, ...]


def read_navigation(root: Path) -> tuple[Chapter, ...]:
    """Reads the chapters; none where `mkdocs.yml` has no navigation.

    Raises:
        Problem: It cannot be read.
    """
    nav = node_at(root, "nav")
    if nav is None:
        return ()
    if not isinstance(nav, yaml.SequenceNode):
        broken = _broken(nav)
        raise broken
    chapters = []
    for node in nav.value:
        entries = tuple(_entries(node))
        inside = isinstance(node, yaml.MappingNode) and isinstance(
            node.value[0][1], yaml.SequenceNode
        )
        chapters.append(Chapter(node.value[0][0].value if inside else "", entries))
    return tuple(chapters)


def _entries(node: Any, title: str = "") -> Iterator[Entry]:
    if not node.value:
        raise _broken(node)
    if isinstance(node, yaml.ScalarNode):
        if "://" not in node.value:
            name = PurePosixPath(node.value).with_suffix("").as_posix()
            yield Entry(name, title, node.start_mark.line + 1)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _entries(value, key.value)
    else:
        for item in node.value:
            yield from _entries(item)


def _broken(node: Any) -> Problem:
    """What is wrong with a part of the navigation."""
    what = "the navigation is not a list of pages here"
    repair = "write `- Title: chapter/topic.md` for a page, `- Chapter:` above a list"
    return Problem(FILE, node.start_mark.line + 1, what, repair)


def check_navigation(root: Path, pages: dict[str, str]) -> None:
    """Holds the navigation against the pages: each is there, and once.

    Args:
        root: The checkout's root.
        pages: The path of each page, by name.

    Raises:
        Problem: The navigation cannot be read.
        Problems: It names a page that does not exist or one twice, or lacks one.
    """
    chapters = read_navigation(root)
    if not chapters:  # MkDocs lists all pages by itself
        return
    seen: dict[str, int] = {}
    problems = []
    for entry in (entry for chapter in chapters for entry in chapter.entries):
        if entry.name not in pages:
            what = f"the navigation names {entry.name!r}, which does not exist"
            close = get_close_matches(entry.name, pages, 1, 0.4)
            repair = f"name a page below docs/{f': {close[0]}' if close else ''}"
            problems.append(Problem(FILE, entry.line, what, f"{repair}, or delete it"))
        elif entry.name in seen:
            what = f"{entry.name!r} is already on line {seen[entry.name]}"
            problems.append(Problem(FILE, entry.line, what, "delete one of the two"))
        seen[entry.name] = entry.line
    for name in sorted(set(pages) - set(seen)):
        what = "this page is not in the navigation"
        suffix = "ipynb" if pages[name].endswith(".py") else "md"
        repair = f"add a line below `nav:` in {FILE}: `- Title: {name}.{suffix}`"
        problems.append(Problem(pages[name], 1, what, repair))
    if problems:
        raise Problems(problems)
