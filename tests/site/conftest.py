"""The built site, served on a loopback port."""

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
    """The site, built strictly from the records that are there."""
    folder = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "--site-dir", str(folder)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    publish(Library.read(load()), folder)
    return folder


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.read(load())


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """A plain file server that serves the site from a sub-path."""
    with served(site.parent) as root:
        yield f"{root}site/"
