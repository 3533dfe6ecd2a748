"""The built site, served on a loopback port."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitekit.checkout.settings import ROOT, load
from sitekit.commands.file_server import served
from sitekit.publish.extras import publish
from sitekit.records.library import Library


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly from the records there are; all workers share it."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder, built = shared / "built" / "site", shared / "site-is-built"
    with (shared / "site-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            build(folder)
            built.touch()
    return folder


def build(folder: Path) -> None:
    """Builds the site as `nox -s site` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "--site-dir", str(folder)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    publish(Library.read(load()), folder)


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.read(load())


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """A plain file server that serves the site from a sub-path."""
    with served(site.parent) as root:
        yield f"{root}site/"
