"""A stand-in for nox that installs nothing.

It calls the very functions of `noxfile.py`, with the environments that are there.
As a program it takes what `nox` takes: `nox_here.py -s page -- docs/index.md`.
"""

import contextlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any


class Session:
    """What the functions of `noxfile.py` ask of a session."""

    def __init__(self, *posargs: str, dry: bool = False) -> None:
        self.posargs = list(posargs)
        self.commands: list[tuple[str, ...]] = []
        self.folders: list[Path] = []  # where each command was run
        self.dry = dry

    def chdir(self, folder: Path) -> contextlib.AbstractContextManager[None]:
        return contextlib.chdir(folder)

    def run(
        self, *command: str, env: dict[str, str] | None = None, silent: bool = False
    ) -> None:
        self.commands.append(command)
        self.folders.append(Path.cwd())
        if not self.dry:
            subprocess.run(command, env={**os.environ, **(env or {})}, check=True)


def load(root: Path) -> tuple[ModuleType, dict[str, Callable[[Session], None]]]:
    """The noxfile of a checkout, and its sessions by name."""
    sessions: dict[str, Callable[[Session], None]] = {}

    def session(function: Any = None, **_: Any) -> Any:
        if function is None:
            return session
        sessions[function.__name__] = function
        return function

    nox = ModuleType("nox")
    vars(nox).update(session=session, options=SimpleNamespace(), Session=Session)
    kept = sys.modules.get("nox")
    sys.modules["nox"] = nox
    try:
        spec = importlib.util.spec_from_file_location("noxfile", root / "noxfile.py")
        assert spec and spec.loader
        noxfile = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(noxfile)
    finally:
        if kept:
            sys.modules["nox"] = kept
        else:
            del sys.modules["nox"]
    environments = root / ".cache" / "environments"
    vars(noxfile)["install"] = lambda _, name, root=root: (
        sys.executable if name == "default" else str(environments / name / "bin/python")
    )
    return noxfile, sessions


if __name__ == "__main__":
    _, flag, name, *rest = sys.argv
    assert flag == "-s" and rest[:1] in ([], ["--"]), sys.argv
    load(Path.cwd())[1][name](Session(*rest[1:]))
