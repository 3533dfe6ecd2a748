"""The settings in `pyproject.toml`: where things lie, and the environments."""

import os
import platform
import re
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from sitekit.checkout.problems import Problem
from sitekit.checkout.sources import read_source

FILE = "pyproject.toml"
ROOT = Path(__file__).resolve().parents[2]
MEMORY = 6.0  # gigabytes


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


# The keys of an environment's table, and what may stand there.
KEYS: dict[str, Callable[[Any], bool]] = {
    "python": lambda value: isinstance(value, str),
    "preload": _texts,
    "packages": _texts,
    "variables": lambda value: isinstance(value, dict) and _texts(list(value.values())),
}


@dataclass(frozen=True)
class Environment:
    """A locked environment that blocks run in.

    Attributes:
        name: Its name, which is also its dependency group's and its lock's.
        lock: The hash-pinned lock file, relative to the root.
        python: The Python version, as in "3.11".
        preload: Modules that the server imports once, before it forks pages.
        packages: Packages whose versions each page's stamp names.
        variables: Environment variables of its processes.
    """

    name: str
    lock: str
    python: str
    preload: tuple[str, ...]
    packages: tuple[str, ...]
    variables: tuple[tuple[str, str], ...]

    def interpreter(self, root: Path) -> Path:
        """The Python of this environment (this process's own for `default`)."""
        if self.name == "default":
            return Path(sys.executable)
        override = os.environ.get(f"SITEKIT_PYTHON_{self.name.upper()}")
        if override:
            return Path(override)
        return root / ".cache" / "environments" / self.name / "bin" / "python"


@dataclass(frozen=True)
class Settings:
    """All settings of one checkout.

    Attributes:
        root: Its folder.
        environments: The environments that blocks run in, by name.
        memory: The bytes of memory that a page's process may hold.
    """

    root: Path
    environments: dict[str, Environment]
    memory: float = MEMORY * 1e9

    @property
    def records(self) -> Path:
        """Where records are kept."""
        return self.root / ".cache" / "records"


def load(root: Path = ROOT) -> Settings:
    """Reads the settings of a checkout.

    Raises:
        Problem: `pyproject.toml` cannot be read, or has no right table for each
            environment.
    """
    return _load(root, read_source(root, FILE))


# Each within the one before it, as the heading of a table says it.
TABLES = {
    "tool": "tool.sitekit",
    "sitekit": "tool.sitekit",
    "environments": "tool.sitekit.environments.default",
}


@lru_cache(maxsize=8)
def _load(root: Path, text: str) -> Settings:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else text.count("\n") + 1
        what = f"this is not valid TOML: {error}"
        raise Problem(FILE, number, what, "correct the TOML") from None
    tables: Any = found
    for name in ("tool", "sitekit", "environments"):
        ours, tables = tables, tables.get(name, {})
        if not isinstance(tables, dict):
            lines = text.split("\n")
            places = [n for n, one in enumerate(lines, 1) if one.startswith(name)]
            what = f"`{name}` is not a table"
            raise Problem(FILE, (places or [1])[0], what, f"write `[{TABLES[name]}]`")
    if "default" not in tables:
        what = "the table [tool.sitekit.environments.default] is missing"
        repair = "add it, with `preload = []` and `packages = []`"
        raise Problem(FILE, 1, what, repair)
    return Settings(
        root,
        {name: _environment(text, name, table) for name, table in tables.items()},
        _memory(text, ours),
    )


def _memory(text: str, table: dict[str, Any]) -> float:
    """The bytes of memory that a page's process may hold.

    Raises:
        Problem: The table says something else than a number of gigabytes.
    """
    for key, value in table.items():
        if key == "environments":
            continue
        lines = text.split("\n")
        places = [n for n, line in enumerate(lines, 1) if line.startswith(key)]
        line = places[0] if places else 1
        repair = f"write it like `memory_gb = {MEMORY:g}`"
        if key != "memory_gb":
            what = f"[tool.sitekit] has an unknown key `{key}`"
            raise Problem(FILE, line, what, repair)
        if not isinstance(value, int | float) or value is True or value <= 0:
            what = f"`memory_gb` cannot be {value!r}"
            raise Problem(FILE, line, what, repair)
    return float(table.get("memory_gb", MEMORY)) * 1e9


def _environment(text: str, name: str, table: Any) -> Environment:
    """One environment, from its table.

    Raises:
        Problem: A key is unknown, or holds what it cannot.
    """

    def refuse(what: str, key: str = "") -> NoReturn:
        lines = text.split("\n")
        heading = f"[tool.sitekit.environments.{name}]"
        first = lines.index(heading) if heading in lines else 0
        places = [n for n in range(first, len(lines)) if lines[n].startswith(key)]
        what = f"environment {name!r}: {what}"
        repair = 'write it like `preload = ["numpy"]`; the keys are ' + ", ".join(KEYS)
        raise Problem(FILE, (places or [first])[0] + 1, what, repair)

    if not isinstance(table, dict):
        refuse("this is not a table")
    for key, value in table.items():
        if key not in KEYS:
            refuse(f"unknown key `{key}`", key)
        if not KEYS[key](value):
            refuse(f"`{key}` cannot be {value!r}", key)
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Environment(
        name=name,
        lock=f"requirements/{name}.txt",
        python=table.get("python", here),
        preload=tuple(table.get("preload", ())),
        packages=tuple(table.get("packages", ())),
        variables=tuple(sorted(table.get("variables", {}).items())),
    )


def platform_name() -> str:
    """The part of the platform that decides what TensorFlow computes."""
    return f"{sys.platform}-{platform.machine()}"
