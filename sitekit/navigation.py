"""The navigation in `mkdocs.yml`: chapters, and the order of their pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from sitekit import yaml_text

FILE = "mkdocs.yml"


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


def read(root: Path) -> tuple[Chapter, ...]:
    """Reads the chapters; none where `mkdocs.yml` has no navigation."""
    nav = _said(root, "nav")
    if nav is None:
        return ()
    chapters = []
    for node in nav.value:
        entries = tuple(_entries(node))
        inside = isinstance(node, yaml.MappingNode) and isinstance(
            node.value[0][1], yaml.SequenceNode
        )
        chapters.append(Chapter(node.value[0][0].value if inside else "", entries))
    return tuple(chapters)


def said(root: Path, key: str) -> str:
    """What `mkdocs.yml` says under a key; "" if nothing."""
    node = _said(root, key)
    return str(node.value) if node else ""


def _said(root: Path, wanted: str) -> Any:
    """What `mkdocs.yml` says under a key, as a node of YAML; None if nothing."""
    file = root / FILE
    if not file.is_file():
        return None
    # Composed, not loaded: it names objects that only MkDocs makes.
    document: Any = yaml_text.compose(file.read_text("utf-8"))
    return next((value for key, value in document.value if key.value == wanted), None)


def _entries(node: Any, title: str = "") -> Iterator[Entry]:
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
