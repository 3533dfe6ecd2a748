"""Experiments: longer runs that decide what a page concludes from its short one.

`snippets/<chapter>/claims/<page>.py` is a plain module: functions that return whether a
conclusion of `docs/<chapter>/<page>.md` holds, and `EXPERIMENTS`, which says with which
arguments each of them runs. `nox -s claims` runs them all and writes down what has
survived; `{{ survived name }}` stands on a page as the words for it.
"""

import ast
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import msgspec

from sitekit.checkout import Problem
from sitekit.checkout.sources import read_source, read_written

FILE = "docs/reference/survived.json"
FOLDER = "claims"
REPAIR = "nox -s claims"
PATH = re.compile(rf"snippets/(?:[\w-]+/)*{FOLDER}/[\w-]+\.py")
TABLE = "EXPERIMENTS"
IMPORT = re.compile(r"^ *(?:from|import) +toolbox(?:\.| +import +)(\w+)", re.MULTILINE)
EXAMPLE = (
    f'write {TABLE} = {{"name_of_a_function": {{"seed": [0, 1, 2], "data": ["a"]}}}}, '
    "for example"
)


@dataclass(frozen=True)
class Experiment:
    """One conclusion, and what it is tried with.

    Attributes:
        path: Its file, relative to the root.
        line: Its line in `EXPERIMENTS`.
        name: Its function.
        varied: All values of each argument; each with each makes a run.
    """

    path: str
    line: int
    name: str
    varied: Mapping[str, list[Any]]


class Survived(msgspec.Struct, frozen=True):
    """What the command writes down of a conclusion that no run has refuted.

    Attributes:
        path: The experiment's file, relative to the root.
        digest: That of the file when it ran.
        varied: All values of each argument.
    """

    path: str
    digest: str
    varied: dict[str, list[Any]]

    @property
    def words(self) -> str:
        """How many runs it has survived, and how they differed."""
        parts = [_count(len(each), name) for name, each in self.varied.items()]
        runs = prod(map(len, self.varied.values()))
        if not parts:
            return _count(runs, "run")
        among = " and ".join([", ".join(parts[:-1]), parts[-1]][-len(parts) :])
        return f"{_count(runs, 'run')} with {among}"


def _count(number: int, name: str) -> str:
    name = "data set" if name == "data" else name.replace("_", " ")
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def experiment_files(root: Path) -> Iterator[str]:
    """The files with experiments, relative to the root."""
    for file in sorted((root / "snippets").glob(f"**/{FOLDER}/*.py")):
        yield file.relative_to(root).as_posix()


def page_of(path: str) -> str:
    """The page that a file with experiments belongs to."""
    file = Path(path)
    page = file.parent.parent / f"{file.stem}.md"
    return f"docs/{page.relative_to('snippets').as_posix()}"


def digest(root: Path, path: str) -> str:
    """By what a file with experiments is known not to have changed.

    Args:
        root: The checkout's root.
        path: The file, relative to the root; what it imports of the toolbox counts.

    Raises:
        Problem: One of them cannot be read.
    """
    text = read_source(root, path)
    names = IMPORT.findall(text)
    for number, name in enumerate(names):
        if name in names[:number]:
            continue
        more = read_source(root, f"snippets/toolbox/{name}.py")
        names += IMPORT.findall(more)
        text += more
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_experiments(root: Path, path: str) -> list[Experiment]:
    """Reads what a file tries, without running it.

    Args:
        root: The checkout's root.
        path: The file, relative to the root.

    Raises:
        Problem: It is not Python, or does not say how its functions are to be run.
    """
    try:
        tree = ast.parse(read_source(root, path))
    except SyntaxError as error:
        what = f"this is not valid Python: {error.msg}"
        raise Problem(
            path, error.lineno or 1, what, "correct the code on this line"
        ) from None
    functions, table = {}, None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            functions[node.name] = [each.arg for each in node.args.args]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == TABLE:
            table = node.value
    if not isinstance(table, ast.Dict) or not table.keys:
        raise Problem(path, 1, f"there is no {TABLE} in this file", EXAMPLE)
    found: list[Experiment] = []
    for key, value in zip(table.keys, table.values, strict=True):
        line = value.lineno
        try:
            name, varied = ast.literal_eval(key or value), ast.literal_eval(value)
            json.dumps(varied)  # as a run is given it
        except (TypeError, ValueError):
            what = "this is computed, but has to be written out"
            raise Problem(path, line, what, EXAMPLE) from None
        known = functions.get(name) if isinstance(name, str) else None
        if not isinstance(varied, dict) or known != list(varied):
            what = f"this file has no function {name!r} with these arguments"
            raise Problem(path, line, what, EXAMPLE)
        if not all(isinstance(each, list) and each for each in varied.values()):
            what = f"an argument of {name!r} is not a list of values"
            raise Problem(path, line, what, EXAMPLE)
        if any(each.count(one) > 1 for each in varied.values() for one in each):
            what = f"an argument of {name!r} has the same value twice"
            raise Problem(path, line, what, "remove one of the two")
        if name in (each.name for each in found):
            what = f"{name!r} occurs twice"
            raise Problem(path, line, what, "merge the values of both")
        found.append(Experiment(path, line, name, varied))
    return found


def wrong_experiments(root: Path) -> Iterator[Problem]:
    """Finds files with experiments that no page has, or that cannot be run."""
    seen: dict[str, str] = {}
    for path in experiment_files(root):
        if not (root / page_of(path)).is_file():
            what = f"these experiments have no page: {page_of(path)}"
            yield Problem(path, 1, what, "name the file after its page, or delete it")
        try:
            for each in read_experiments(root, path):
                first = seen.setdefault(each.name, path)
                if first != path:
                    what = f"{first} also has an experiment {each.name!r}"
                    yield Problem(path, each.line, what, "rename one of the two")
        except Problem as problem:
            yield problem


def read_survived(root: Path) -> dict[str, Survived]:
    """What has survived, by name; empty where nothing was tried.

    Args:
        root: The checkout's root.

    Raises:
        Problem: The file is not as the command writes it.
    """
    return read_written(root, FILE, dict[str, Survived], REPAIR) or {}


def survived_words(
    root: Path, name: str, problem: Callable[[str, str], Problem]
) -> str:
    """The words for what a conclusion has survived.

    Args:
        root: The checkout's root.
        name: The conclusion.
        problem: Makes a problem of what is wrong, and its repair.

    Raises:
        Problem: No such conclusion has survived, or its experiment has changed since.
    """
    found = read_survived(root).get(name)
    if found is None or not PATH.fullmatch(found.path):
        what = f"no experiment {name!r} has survived"
        where = f"snippets/<chapter>/{FOLDER}/<page>.py"
        raise problem(what, f"write it in {where}, then: {REPAIR}")
    is_there = (root / found.path).is_file()
    is_known = is_there and digest(root, found.path) == found.digest
    if not is_known or (name, found.varied) not in _tried(root, found.path):
        what = f"the experiment {name!r} has changed since it ran"
        short = page_of(found.path).removeprefix("docs/").removesuffix(".md")
        raise problem(what, f"{REPAIR} -- {short}")
    return found.words


def _tried(root: Path, path: str) -> Iterator[tuple[str, Any]]:
    """What a file tries now, as it would be written down."""
    for each in read_experiments(root, path):
        yield each.name, json.loads(json.dumps(each.varied))
