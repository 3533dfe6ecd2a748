"""Several runs of one checkout at once do not disturb each other."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.checkouts import Checkout, Undisturbed, ended

TIMES = 20
RUNS = 4


@pytest.mark.parametrize("arguments", [(), ("--fresh",)])
def test_four_runs_at_once_pass_and_make_the_same_site(
    before: Checkout,
    undisturbed: Undisturbed,
    tmp_path: Path,
    times: Callable[[int], int],
    arguments: tuple[str, ...],
) -> None:
    new = undisturbed.checkout.published()
    for number in range(times(TIMES // 2)):
        checkout = before.copied(tmp_path / f"checkout-{number}")
        runs = [checkout.start(*arguments) for _ in range(RUNS)]
        for status, said in map(ended, runs):
            assert status == 0, said
            assert "all proved" in said
        assert checkout.published() == new
        checkout.assert_whole_records()
        assert checkout.records.keys() == undisturbed.checkout.records.keys()
        assert not list((checkout.root / ".cache/records").glob("*.tmp"))
        assert not checkout.processes()
        said = checkout.passes()
        assert "passed" not in said  # nothing is left to run
        assert checkout.published() == new
        shutil.rmtree(checkout.root)
