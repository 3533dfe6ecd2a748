"""`mkdocs build` and `mkdocs serve`, typed as every MkDocs user types them first."""

import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from sitekit.checkout.settings import ROOT
from sitekit.worker import HOST, free_port
from tests.patience import PATIENCE

MKDOCS = Path(sys.executable).with_name("mkdocs")


def variables() -> dict[str, str]:
    """What a person's shell has, who has set up nothing for this checkout."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PY_"))}
    return {**kept, "PYTHONUNBUFFERED": "1"}


def test_a_build_is_the_same_as_that_of_nox(site: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [MKDOCS, "build", "--strict", "--site-dir", tmp_path / "site"],
        cwd=ROOT,
        env=variables(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page = "keras/sequential/index.html"
    assert (tmp_path / "site" / page).read_bytes() == (site / page).read_bytes()


def test_a_preview_shows_the_pages() -> None:
    address = f"{HOST}:{free_port()}"
    server = subprocess.Popen(
        [MKDOCS, "serve", "--no-livereload", "--dev-addr", address],
        cwd=ROOT,
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout is not None
        said = next((line for line in server.stdout if "Serving on" in line), "")
        assert said, "it did not start"
        where = said.split("Serving on")[1].strip()
        with urllib.request.urlopen(where, timeout=PATIENCE) as answer:
            assert "sg-stamp" in answer.read().decode("utf-8")
    finally:
        server.terminate()
        server.wait(PATIENCE)


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_records_the_way_to_them_is_told(tmp_path: Path, command: str) -> None:
    apart = shutil.ignore_patterns(".cache", ".git", ".nox", "site", "tests")
    shutil.copytree(ROOT, tmp_path / "guide", ignore=apart)
    done = subprocess.run(
        [MKDOCS, command],
        cwd=tmp_path / "guide",
        env=variables(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "has no passing run of exactly this code" in said
    assert "fix: nox -s site" in said
    assert "Traceback" not in said
