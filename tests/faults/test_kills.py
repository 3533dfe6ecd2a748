"""Killed at any moment, a run leaves nothing that is wrong, half-done or alive."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults.checkouts import Checkout, Undisturbed, ended

WaitUntil = Callable[[Callable[[], object]], None]
KILLS = 100
# How long each of a run's processes lives, at most, in seconds.
SECONDS = {
    "site": 5.0,
    "pytest": 3.0,
    "server": 1.5,
    "warden": 1.0,
    "page": 0.7,
    "MkDocs": 2.0,
}
ROLES = tuple(SECONDS)


def wait_for(
    role: str, checkout: Checkout, run: "subprocess.Popen[str]", seconds: float
) -> bool:
    """Waits for a process of a run, and then for a moment; whether it is there."""
    while role not in checkout.processes().values():
        if run.poll() is not None:
            return False
        time.sleep(0.01)  # on purpose: between two looks
    with contextlib.suppress(subprocess.TimeoutExpired):
        run.wait(seconds)
    return True


def kill(checkout: Checkout, roles: set[str]) -> set[str]:
    """Kills the processes that are for something; says for what they were."""
    killed = set()
    for pid, role in checkout.processes().items():
        if role in roles:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed.add(role)
    return killed


def test_killed_at_any_moment_a_run_leaves_nothing_wrong(
    before: Checkout,
    undisturbed: Undisturbed,
    tmp_path: Path,
    times: Callable[[int], int],
    chance: int,
    wait_until: WaitUntil,
) -> None:
    old, new = before.published(), undisturbed.checkout.published()
    assert old != new
    dice = random.Random(chance)
    killed: Counter[str] = Counter()
    number = 0
    while killed.total() < times(KILLS):
        checkout = before.copied(tmp_path / f"killed-{number}")
        number += 1
        role = dice.choice(ROLES)
        targets = dice.choice([{role}, {role}, set(ROLES)])
        run = checkout.start()
        # The moment is by chance; it is too late when the run has ended.
        found = wait_for(role, checkout, run, dice.uniform(0, SECONDS[role]))
        hit = kill(checkout, targets) if found else set()
        if hit:
            killed["all" if len(targets) > 1 else role] += 1
        status, said = ended(run)
        wait_until(lambda: not checkout.processes())  # noqa: B023  called at once
        told = f"{number}: killed {hit or None}, status {status}:\n{said}"
        # What was valid is there, and what is there is whole.
        assert before.records.items() <= checkout.records.items(), told
        checkout.assert_whole_records()
        assert checkout.published() in (None, old, new), told
        if status == 0:
            assert checkout.published() == new, told
        again = checkout.passes()
        assert checkout.published() == new, again
        assert before.records.keys() <= checkout.records.keys(), told
        checkout.assert_whole_records()
        assert not checkout.processes(), told
        shutil.rmtree(checkout.root)
    print(dict(killed))
