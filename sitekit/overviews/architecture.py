"""The rooms of `sitekit/`: its folders, in the order of the contract on imports."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import grimp

from sitekit.checkout.settings import FILE, ROOT

PACKAGE = Path(__file__).parents[1]
DOCSTRING = re.compile(r'\A"""(.+?)(?:"""|$)', re.MULTILINE)


@dataclass(frozen=True)
class Room:
    """A folder of modules that do one thing together.

    Attributes:
        name: Its name.
        summary: What it is for.
        modules: The summary of each module, by the file that a contributor opens.
    """

    name: str
    summary: str
    modules: dict[str, str]


@dataclass(frozen=True)
class House:
    """All rooms.

    Attributes:
        layers: The rooms from top to bottom: each imports only from those below, and
            those side by side do not know each other.
    """

    layers: tuple[tuple[Room, ...], ...]

    @property
    def rooms(self) -> list[Room]:
        """All rooms, from top to bottom."""
        return [room for layer in self.layers for room in layer]

    @cached_property
    def imports(self) -> Counter[tuple[str, str]]:
        """How many imports lead from one room to another."""
        graph = grimp.build_graph(PACKAGE.name, cache_dir=None)
        pairs = (
            (source.split(".")[1], target.split(".")[1])
            for source in graph.modules
            if "." in source
            for target in graph.find_modules_directly_imported_by(source)
        )
        return Counter(
            pair for pair in pairs if pair[0] != pair[1] and "__" not in pair[0]
        )


def read_house() -> House:
    """Reads the folders, and the order that the contract in `pyproject.toml` says."""
    tool = tomllib.loads((ROOT / FILE).read_text("utf-8"))["tool"]
    contracts = tool["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["type"] == "layers")
    rows = ([name.strip(" ()") for name in layer.split("|")] for layer in layers)
    return House(tuple(tuple(map(_room, names)) for names in rows))


def _room(name: str) -> Room:
    files = sorted((PACKAGE / name).rglob("*.py"))
    summaries = {
        file.relative_to(PACKAGE.parent).as_posix(): _summary(file)
        for file in files
        if file.name != "__init__.py"
    }
    return Room(name, _summary(PACKAGE / name / "__init__.py"), summaries)


def _summary(file: Path) -> str:
    """The first line of a module's docstring."""
    found = DOCSTRING.match(file.read_text("utf-8"))
    return found[1] if found else ""
