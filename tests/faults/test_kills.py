"""Killed at any moment, a run leaves nothing that is wrong, half-done or alive."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults.checkouts import Checkout, Undisturbed, ended

WaitUntil = Callable[[Callable[[], object]], None]
KILLS = 100
EVERYTHING = "everything"


def kill(checkout: Checkout, chance: random.Random) -> str:
    """Kills a process of the run, or all of them; says which."""
    processes = checkout.processes()
    role = chance.choice([EVERYTHING, *sorted(set(processes.values()))])
    for pid, its in processes.items():
        if role in (its, EVERYTHING):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    return role if processes else "nothing"


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
    for number in range(times(KILLS)):
        checkout = before.copied(tmp_path / f"killed-{number}")
        run = checkout.start()
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(dice.uniform(0, 0.9 * undisturbed.seconds))
        role = kill(checkout, dice)
        killed[role] += 1
        status, said = ended(run)
        wait_until(lambda: not checkout.processes())  # noqa: B023  called at once
        told = f"kill {number} of {role}, status {status}:\n{said}"
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
