"""Several run at a time, or one alone."""

import threading
from collections.abc import Callable

from sitekit.run.turns import Turns
from tests.patience import PATIENCE

WaitUntil = Callable[[Callable[[], object]], None]


def test_one_alone_waits_for_all_others_and_these_for_it(wait_until: WaitUntil) -> None:
    turns, said, go = Turns(), [], threading.Event()

    def shared(name: str) -> None:
        with turns.among_others():
            said.append(f"{name} begins")
            go.wait(PATIENCE)
            said.append(f"{name} ends")

    def alone() -> None:
        with turns.alone():
            said.append("alone begins")
            assert turns.running == 0
            said.append("alone ends")

    first = [threading.Thread(target=shared, args=(name,)) for name in "ab"]
    for thread in first:
        thread.start()
    wait_until(lambda: turns.running == 2)
    single = threading.Thread(target=alone)
    single.start()
    wait_until(lambda: turns.is_alone)
    late = threading.Thread(target=shared, args=("c",))
    late.start()
    assert len(said) == 2
    go.set()
    for thread in (*first, single, late):
        thread.join(PATIENCE)
    assert said[4:] == ["alone begins", "alone ends", "c begins", "c ends"]


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns()
    for turn in (turns.among_others, turns.alone, turns.among_others, turns.alone):
        try:
            with turn():
                raise ValueError
        except ValueError:
            pass
    assert not turns.running and not turns.is_alone
