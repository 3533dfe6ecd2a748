"""Every command a person runs. `nox -l` lists them; `nox -s site` is the main one.

All sessions share the locked environments in `.cache/environments`, one per
file in `requirements/`: TensorFlow is installed once, not once per session.
"""

import hashlib
import shutil
import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["site"]

ROOT = Path(__file__).parent
# What TensorFlow's wheels exist for; tf.estimator ended with Python 3.11.
NEWEST_PYTHON = (3, 13)
PYTHONS = {"estimator": "3.11"}
PAGE_ENVIRONMENTS = ("default", "estimator")


def uv() -> str:
    found = shutil.which("uv")
    if found is None:
        from uv import find_uv_bin

        found = find_uv_bin()
    return str(found)


def install(session: nox.Session, name: str) -> str:
    """Brings a locked environment up to date; returns its Python."""
    folder = ROOT / ".cache" / "environments" / name
    windows = sys.platform == "win32"
    python = folder / ("Scripts/python.exe" if windows else "bin/python")
    lock = ROOT / "requirements" / f"{name}.txt"
    wanted = PYTHONS.get(name) or sys.executable
    if name not in PYTHONS and sys.version_info[:2] > NEWEST_PYTHON:
        wanted = "{}.{}".format(*NEWEST_PYTHON)
    made_of = lock.read_bytes() + f"{sys.version}, {PYTHONS.get(name)}".encode()
    state = hashlib.sha256(made_of).hexdigest()
    stamp = folder / "installed"
    if stamp.is_file() and stamp.read_text() == state and python.exists():
        return str(python)
    stamp.unlink(missing_ok=True)
    session.run(uv(), "venv", "--quiet", "--clear", "--python", wanted, str(folder))
    session.run(
        uv(), "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode",
        "--python", str(python), str(lock),
    )  # fmt: skip
    stamp.write_text(state)
    return str(python)


def prepare(session: nox.Session) -> str:
    """Installs what running pages needs; returns the default Python."""
    pythons = {name: install(session, name) for name in PAGE_ENVIRONMENTS}
    session.run(pythons["default"], "-m", "sitekit", "browser")
    return pythons["default"]


@nox.session
def site(session: nox.Session) -> None:
    """Build the site: run what has no valid record, render, check the result."""
    session.run(prepare(session), "-m", "sitekit", "site", *session.posargs)


@nox.session(default=False)
def serve(session: nox.Session) -> None:
    """Show the site while you write: a saved page or snippet runs and reloads."""
    session.run(prepare(session), "-m", "sitekit", "serve", *session.posargs)


@nox.session(default=False)
def tests(session: nox.Session) -> None:
    """Run every page afresh, build the site, and pass all tests."""
    session.run(prepare(session), "-m", "pytest", *(session.posargs or ["--fresh"]))


@nox.session(default=False)
def page(session: nox.Session) -> None:
    """Run one page: nox -s page -- docs/keras/sequential.md."""
    session.run(prepare(session), "-m", "pytest", "--fresh", *session.posargs)


@nox.session(default=False)
def new(session: nox.Session) -> None:
    """Begin a page that passes: nox -s new -- data/batching "Batching"."""
    session.run(install(session, "default"), "-m", "sitekit", "new", *session.posargs)


@nox.session(default=False)
def environment(session: nox.Session) -> None:
    """Install the locked environments, or those that are named."""
    for name in session.posargs or [*PAGE_ENVIRONMENTS, "lint"]:
        install(session, name)


@nox.session(default=False)
def lint(session: nox.Session) -> None:
    """Check style, types and spelling."""
    tools = Path(install(session, "lint")).parent
    python = install(session, "default")
    session.run(str(tools / "ruff"), "check")
    session.run(str(tools / "ruff"), "format", "--check")
    session.run(str(tools / "mypy"), "--python-executable", python)
    session.run(str(tools / "typos"))


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Compile requirements/*.txt from pyproject.toml (-- --upgrade for newer)."""
    for name in (*PAGE_ENVIRONMENTS, "lint"):
        session.run(
            uv(), "pip", "compile", "--quiet", "--universal", "--generate-hashes",
            "--no-header", "--python-version", "3.11",
            "--group", f"pyproject.toml:{name}",
            "--output-file", f"requirements/{name}.txt",
            *session.posargs,
        )  # fmt: skip


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure where the seconds go, as ratios within one run; Lighthouse's scores."""
    session.run(prepare(session), "-m", "sitekit.bench", *session.posargs)


@nox.session(default=False)
def picture(session: nox.Session) -> None:
    """Take the README's picture of the site."""
    session.run(prepare(session), "-m", "sitekit", "picture")
