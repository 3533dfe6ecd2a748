"""Where a browser is looked for, and what is tried to get one; nothing is installed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitekit.commands import main
from sitekit.tensorboard import browser


class Machine:
    """A machine with nothing but the programs that a test puts on its PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"

    def has(self, name: str, script: str = "") -> str:
        """Puts a program on PATH that notes how it was called."""
        path = self.folder / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.log}"\n{script}\n')
        path.chmod(0o755)
        return str(path)

    @property
    def called(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    made = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("STUDY_GUIDE_BROWSER", raising=False)
    monkeypatch.setattr(browser, "PLACES", ())
    monkeypatch.setattr(browser, "downloaded", lambda: None)
    monkeypatch.setattr(sys, "executable", made.has("python", "exit 1"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    browser.find.cache_clear()
    browser.version.cache_clear()
    yield made
    browser.find.cache_clear()
    browser.version.cache_clear()


def test_an_installed_browser_is_taken_in_order(machine: Machine) -> None:
    for name in reversed(browser.NAMES):
        path = machine.has(name)
        assert browser.installed() == path
    assert browser.install() == path
    assert machine.called == []


def test_a_named_browser_comes_first(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has("chromium")
    mine = machine.has("my-chrome")
    monkeypatch.setenv("STUDY_GUIDE_BROWSER", mine)
    assert browser.find() == mine


def test_a_named_browser_that_is_not_there_is_not_replaced(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has("chromium")
    monkeypatch.setenv("STUDY_GUIDE_BROWSER", "/no/such/browser")
    assert browser.installed() is None


def test_what_playwright_downloaded_comes_second(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = machine.has("theirs")
    monkeypatch.setattr(browser, "downloaded", lambda: theirs)
    assert browser.find() == theirs
    browser.find.cache_clear()
    assert browser.find() != machine.has("chromium")
    browser.find.cache_clear()
    assert browser.find().endswith("/chromium")


def test_playwright_is_tried_before_apt(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(machine.folder / "downloaded")
    machine.has("python", f'echo > "{path}"')
    machine.has("apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        browser, "downloaded", lambda: path if Path(path).exists() else None
    )
    assert browser.install() == path
    assert machine.called == ["python -m playwright install chromium"]


def test_root_gets_one_from_apt(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    chromium = machine.folder / "chromium"
    machine.has(
        "apt-get",
        f'[ "$1" = install ] && echo > "{chromium}" && /bin/chmod +x "{chromium}"',
    )
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert browser.install() == str(chromium)
    assert [line.split(" -")[0] for line in machine.called] == [
        "python",
        "apt-get update",
        "apt-get install",
    ]
    assert machine.called[2].endswith(" chromium")


@pytest.mark.parametrize(("user", "tried"), [(1000, 1), (0, 3)])
def test_where_none_can_be_had_it_is_said_what_to_do(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    tried: int,
) -> None:
    machine.has("apt-get", "exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(sys, "argv", ["sitekit", "browser"])
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert len(machine.called) == tried
    for advice in ("apt-get install chromium", "Google Chrome", "STUDY_GUIDE_BROWSER"):
        assert advice in str(ended.value)
    with pytest.raises(browser.NoBrowser, match="fix: install"):
        browser.find()


def test_the_version_tells_browsers_apart(machine: Machine) -> None:
    machine.has("chromium", "echo Chromium 156.0; echo noise >&2")
    assert browser.version() == "Chromium 156.0"
    browser.version.cache_clear()
    path = machine.has("chromium", "exit 1")
    assert browser.version().startswith(f"{path} ")


def test_the_browser_that_is_found_starts() -> None:
    # In a thread of its own: the main one's event loop has the session's browser.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(_version_of_what_starts).result()
    assert subprocess.run([browser.find(), "--version"], check=False).returncode == 0


def _version_of_what_starts() -> str:
    with browser.launched() as launched:
        return launched.version
