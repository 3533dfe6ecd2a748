"""A log that lights every dashboard, live and frozen; pictures taken in a thread."""

import asyncio
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sitekit.commands.file_server import served
from sitekit.tensorboard.freeze import freeze
from sitekit.tensorboard.frozen import front_end
from sitekit.tensorboard.server import serving

EVERYTHING = Path(__file__).with_name("everything.py")
Frozen = tuple[str, dict[str, bytes]]


@pytest.fixture(autouse=True)
def thread_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser of the whole test session keeps the main thread's event loop."""
    run = asyncio.run

    def run_in_thread(coroutine: Coroutine[Any, Any, Any]) -> Any:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(run, coroutine).result()

    monkeypatch.setattr(asyncio, "run", run_in_thread)


@pytest.fixture(scope="package")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a TensorBoard whose log lights every dashboard."""
    folder = tmp_path_factory.mktemp("everything")
    script = [sys.executable, str(EVERYTHING), str(folder / "logs")]
    done = subprocess.run(script, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with serving(folder, "logs") as address:
        yield address


@pytest.fixture(scope="package")
def assets(live: str) -> Frozen:
    """The frozen log: its digest and its files."""
    return freeze(live, "Frozen")


@pytest.fixture(scope="package")
def frozen(assets: Frozen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the frozen copy, on a plain file server, below its root."""
    digest, files = assets
    root = tmp_path_factory.mktemp("published")
    placed = {front_end.place(digest, name): data for name, data in files.items()}
    for place, data in (front_end.files() | placed).items():
        file = root / "some" / "guide" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    with served(root) as address:
        yield f"{address}some/guide/{front_end.PLACE}/?log={digest}"
