"""Who runs when: most run among others, and some have to run by themselves."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Lets several run at a time, or one alone."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.running = 0
        self.is_alone = False  # or waits for it: then nobody else begins

    @contextmanager
    def among_others(self) -> Iterator[None]:
        """Runs as soon as nobody wants to be alone."""
        with self.changed:
            self.changed.wait_for(lambda: not self.is_alone)
            self.running += 1
        try:
            yield
        finally:
            with self.changed:
                self.running -= 1
                self.changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Runs when all others have ended; others wait until this has."""
        with self.changed:
            self.changed.wait_for(lambda: not self.is_alone)
            self.is_alone = True
            self.changed.wait_for(lambda: not self.running)
        try:
            yield
        finally:
            with self.changed:
                self.is_alone = False
                self.changed.notify_all()
