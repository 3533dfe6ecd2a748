"""How much of each fault is tried: a hundredth in the usual tests, all by `faults`."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import configuration

from tests.faults.checkouts import Checkout, Undisturbed
from tests.sitekit.miniature import REPOSITORY, Guide

configuration.set_hypothesis_home_dir(REPOSITORY / ".cache" / "hypothesis")
SHARE, SEED = 0.01, 15


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--share` and `--seed`."""
    group = parser.getgroup("faults")
    group.addoption("--share", type=float, default=SHARE, help="1 tries all of it")
    group.addoption("--seed", type=int, default=SEED, help="what chance begins with")


@pytest.fixture(scope="session")
def chance(request: pytest.FixtureRequest) -> int:
    """What chance begins with: another number tries other cases."""
    found = int(request.config.getoption("seed", SEED))
    print(f"to try the same again: --seed {found}")
    return found


@pytest.fixture(scope="session")
def times(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """How often to try what is to be tried so often in all."""
    share = float(request.config.getoption("share", SHARE))
    return lambda most: max(1, round(most * share))


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    """An empty miniature checkout."""
    return Guide(tmp_path)


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout with a site, of which two pages have changed. Not to be changed."""
    checkout = Checkout.begun(tmp_path_factory.mktemp("faults"))
    checkout.passes()
    for name in ("chapter/topic", "slow"):
        page = checkout.root / f"docs/{name}.md"
        text = page.read_text("utf-8").replace("from the shell", "from a shell")
        page.write_text(text, "utf-8")
    return checkout


@pytest.fixture(scope="session")
def undisturbed(
    before: Checkout, tmp_path_factory: pytest.TempPathFactory
) -> Undisturbed:
    """What becomes of it when nothing disturbs its next run. Not to be changed."""
    checkout = before.copied(tmp_path_factory.mktemp("undisturbed") / "checkout")
    begun = time.monotonic()  # on purpose: how long a run lasts, to end one within
    checkout.passes()
    seconds = time.monotonic() - begun  # on purpose: the same
    return Undisturbed(checkout, seconds)
