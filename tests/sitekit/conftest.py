"""Fixtures: a miniature checkout, and what watches its processes."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sitekit import extension
from sitekit import settings as settings_module
from tests.sitekit.miniature import PATIENCE, Guide


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    """An empty miniature checkout."""
    made = Guide(tmp_path)
    # What is rendered in this process is of the miniature, not of the repository.
    monkeypatch.setattr(extension, "_library", None)
    monkeypatch.setattr(settings_module, "ROOT", made.root)
    return made


@pytest.fixture
def wait_until() -> Callable[[Callable[[], object]], None]:
    """Waits until something holds; fails when it does not for long."""

    def wait(holds: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, "it did not come about"
            time.sleep(0.02)

    return wait


@pytest.fixture
def is_alive() -> Callable[[int], bool]:
    """Whether a process runs; one that ended but was not waited for does not."""

    def check(pid: int) -> bool:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return False
        return stat.rpartition(")")[2].split()[0] not in "ZX"

    return check
