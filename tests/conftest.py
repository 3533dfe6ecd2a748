"""One browser for all tests that need one."""

from collections.abc import Iterator

import pytest

from sitekit.tensorboard import browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    with browser.launched() as launched:
        yield launched
