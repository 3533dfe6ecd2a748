"""How long a test waits: one limit for all of them, that none comes near.

A test waits for a state, never for a time, so that it passes on a busy machine, too.
"""

import time
from collections.abc import Callable

PATIENCE = 300.0  # seconds; the only limit of time in the tests
LOOKS = 0.02  # seconds between two looks


def wait_until(
    holds: Callable[[], object], what: str = "it did not come about"
) -> None:
    """Waits until something holds; fails when it never does.

    Args:
        holds: Whether it does.
        what: What is said if not.
    """
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(LOOKS)
