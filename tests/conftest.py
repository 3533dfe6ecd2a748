"""One browser for all tests that need one, and patience for all of them."""

from collections.abc import Callable, Iterator

import pytest

from sitekit.tensorboard import browser
from tests import patience


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests are shared out: what takes minutes begins first, files stay whole."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        if not item.get_closest_marker("long"):
            item.add_marker(pytest.mark.xdist_group(item.path.as_posix()))


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    limit = 1000 * patience.PATIENCE
    with browser.launched() as launched:
        launched.on("context", lambda context: context.set_default_timeout(limit))
        yield launched


@pytest.fixture
def wait_until() -> Callable[[Callable[[], object]], None]:
    """Waits until something holds; fails when it does not for long."""
    return patience.wait_until
