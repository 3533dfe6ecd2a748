"""The settings in `pyproject.toml`: where things lie, and the environments."""

import os
import platform
import sys
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitekit.problems import Problem

ROOT = Path(__file__).resolve().parent.parent


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
    """All settings of one checkout."""

    root: Path
    environments: dict[str, Environment]

    @property
    def records(self) -> Path:
        """Where records are kept."""
        return self.root / ".cache" / "records"


def load(root: Path = ROOT) -> Settings:
    """Reads the settings of a checkout.

    Raises:
        Problem: `pyproject.toml` has no table for the environments.
    """
    path = root / "pyproject.toml"
    return _load(root, path.read_text("utf-8"))


@lru_cache(maxsize=8)
def _load(root: Path, text: str) -> Settings:
    tables = tomllib.loads(text).get("tool", {}).get("sitekit", {})
    environments = tables.get("environments", {})
    if "default" not in environments:
        raise Problem(
            "pyproject.toml",
            1,
            "the table [tool.sitekit.environments.default] is missing",
            "add it; see the other environments for its keys",
        )
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Settings(
        root,
        {
            name: Environment(
                name=name,
                lock=f"requirements/{name}.txt",
                python=table.get("python", here),
                preload=tuple(table.get("preload", ())),
                packages=tuple(table.get("packages", ())),
                variables=tuple(sorted(table.get("variables", {}).items())),
            )
            for name, table in environments.items()
        },
    )


def platform_name() -> str:
    """The part of the platform that decides what TensorFlow computes."""
    return f"{sys.platform}-{platform.machine()}"
