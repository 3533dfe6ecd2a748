"""How much of each fault is tried: a hundredth in the usual tests, all by `faults`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sitekit.miniature import Guide

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
