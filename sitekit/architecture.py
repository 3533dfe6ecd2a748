"""The parts of `sitekit/`, read from its real imports, and checked: none looks up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sitekit.problems import Problem, Problems

PACKAGE = Path(__file__).parent
HERE = "sitekit/architecture.py"
# Syntax trees of all modules would take a twentieth of a build.
IMPORT = re.compile(
    rf"^ *(?:from {PACKAGE.name}(?:\.([\w.]+))? import (\([^)]*\)|[^#\n]*)"
    rf"|import {PACKAGE.name}\.([\w.]+))",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Part:
    """Some modules that do one thing together.

    Attributes:
        name: What they are called.
        does: What they do, in a few words.
        columns: Which columns its box takes in the picture: the first, the last.
        modules: Their names within `sitekit`.
    """

    name: str
    does: str
    columns: tuple[int, int]
    modules: str

    @property
    def members(self) -> list[str]:
        """The names of the modules, one by one."""
        return self.modules.split()


# From top to bottom: a module imports from its own part, and from those below it.
PARTS = (
    Part(
        "Commands",
        "what nox calls",
        (0, 2),
        "__main__ bench lighthouse links new picture preview serve shards"
        " tensorboard.bench",
    ),
    Part(
        "Skins",
        "pytest, MkDocs, Markdown",
        (0, 2),
        "extension hooks pytest_plugin",
    ),
    Part(
        "Site",
        "for all pages",
        (0, 0),
        "aids.anki aids.html architecture archive blueprint check course_map"
        " error_index gallery glossary lab_pages layout llms machines mistakes"
        " overviews page_markdown prerequisites proof publish search sheets social"
        " templates tooltips whole",
    ),
    Part(
        "Weave",
        "records to pages",
        (0, 0),
        "aids.markdown aids.present api_links downloads drawing notebooks plain"
        " scripts shown tensorboard.front_end waiting weave",
    ),
    Part(
        "Run",
        "a process a page",
        (1, 1),
        "datablocks engine page_run processes results terminal verdict worker"
        " worker.figures worker.server worker.session worker.shell",
    ),
    Part(
        "Photographs",
        "of TensorBoard",
        (2, 2),
        "browser tensorboard tensorboard.camera tensorboard.events"
        " tensorboard.exposures tensorboard.freeze tensorboard.photographs"
        " tensorboard.pictures tensorboard.recording tensorboard.server"
        " tensorboard.tab",
    ),
    Part(
        "Records",
        "what passing runs showed",
        (0, 2),
        "library records sealed",
    ),
    Part(
        "Scan",
        "Markdown and code become blocks",
        (0, 2),
        "aids aids.cards aids.exercises aids.forms aids.quiz aids.session diagram"
        " fences front grids labs navigation options page problems scan sections"
        " settings sources tensorboard.dashboards yaml_text",
    ),
)
PLACE = {name: place for place, part in enumerate(PARTS) for name in part.members}


@dataclass(frozen=True)
class Import:
    """One module's import of another, and the line that it stands on."""

    source: str
    target: str
    line: int


@dataclass(frozen=True)
class Code:
    """All modules of the package.

    Attributes:
        texts: Each module's source, by its name within the package.
        files: Each module's file, as a contributor writes it.
    """

    texts: dict[str, str]
    files: dict[str, str]

    @cached_property
    def imports(self) -> list[Import]:
        """Each import between two modules once, in order."""
        found: dict[tuple[str, str], Import] = {}
        for source, text in self.texts.items():
            for statement in IMPORT.finditer(text):
                line = text.count("\n", 0, statement.start()) + 1
                for target in self._targets(*statement.groups("")):
                    if target != source:
                        one = Import(source, target, line)
                        found.setdefault((source, target), one)
        return list(found.values())

    def _targets(self, inside: str, names: str, whole: str) -> Iterator[str]:
        """The modules that a statement imports."""
        for name in re.findall(r"(\w+)(?: as \w+)?", names) or [""]:
            full = f"{inside}.{name}".strip(".")
            yield whole or (full if full in self.texts else inside)

    def summary(self, name: str) -> str:
        """The first line of a module's docstring."""
        found = re.match(r'"""(.+?)(?:"""|$)', self.texts[name], re.MULTILINE)
        return found[1] if found else ""

    def between(self) -> dict[tuple[str, str], int]:
        """How many imports lead from one part to another.

        Raises:
            Problems: A module is in no part, a part has one that does not exist,
                or one imports from a part above its own.
        """
        problems = list(self._strays()) or list(self._upwards())
        if problems:
            raise Problems(problems)
        counts: dict[tuple[str, str], int] = {}
        for one in self.imports:
            pair = PARTS[PLACE[one.source]].name, PARTS[PLACE[one.target]].name
            if pair[0] != pair[1]:
                counts[pair] = counts.get(pair, 0) + 1
        return counts

    def _strays(self) -> Iterator[Problem]:
        for name, file in self.files.items():
            if name not in PLACE:
                what, repair = "this module is in no part", f"add it to PARTS in {HERE}"
                yield Problem(file, 1, what, repair)
        for name in PLACE:
            if name not in self.files:
                what = f"PARTS has a module {name!r}, which does not exist"
                yield Problem(HERE, 1, what, "take it out of PARTS")

    def _upwards(self) -> Iterator[Problem]:
        for one in self.imports:
            here, there = PARTS[PLACE[one.source]], PARTS[PLACE[one.target]]
            if PLACE[one.source] > PLACE[one.target]:
                yield Problem(
                    self.files[one.source],
                    one.line,
                    f"{one.source}, which belongs to {here.name}, imports {one.target} "
                    f"from {there.name}, which lies above",
                    f"move what both need down, or mend PARTS in {HERE}",
                )


def read(package: Path = PACKAGE) -> Code:
    """Reads all modules of a package but its own `__init__`, which imports nothing."""
    texts, files = {}, {}
    for file in sorted(package.rglob("*.py")):
        inside = file.relative_to(package)
        name = ".".join(inside.with_suffix("").parts).removesuffix("__init__")
        if name := name.rstrip("."):
            texts[name] = file.read_text("utf-8")
            files[name] = f"{PACKAGE.name}/{inside.as_posix()}"
    return Code(texts, files)


def needed(counts: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """The pairs of parts that no others imply: A, C is implied by A, B and B, C."""

    def reaches(one: str, other: str) -> bool:
        return (one, other) in counts or any(
            reaches(via, other) for first, via in counts if first == one
        )

    return [
        pair
        for pair in counts
        if not any(reaches(via, pair[1]) for one, via in counts if one == pair[0])
    ]


def heights(pairs: list[tuple[str, str]]) -> dict[str, int]:
    """How many parts lie below each, on the longest way down."""
    found: dict[str, int] = {}
    for part in reversed(PARTS):
        below = [found[other] for one, other in pairs if one == part.name]
        found[part.name] = max(below, default=-1) + 1
    return found
