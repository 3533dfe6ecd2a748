"""Pictures are taken in a thread of their own, as the engine takes them."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def thread_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser of the whole test session keeps the main thread's event loop."""
    run = asyncio.run

    def run_in_thread(coroutine: Coroutine[Any, Any, Any]) -> Any:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(run, coroutine).result()

    monkeypatch.setattr(asyncio, "run", run_in_thread)
