"""The processes that pages run in, seen from outside.

A `Server` is warm: it has imported what pages need. It forks a `Process` for
each page. Timeouts are kept here, where no loop in a page can hold them up.
"""

import contextlib
import json
import os
import signal
import time
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from sitekit.checkout.settings import Environment
from sitekit.run.servers import START_TIMEOUT, WarmServer
from sitekit.run.terminal import replay

MOST_OUTPUT = 10_000_000  # bytes that a block may print: an endless loop prints more
LOOK_EVERY = 0.5  # seconds between two looks at how much that is


class Died(Exception):
    """The page's process ended, or had to be ended, in the middle of a request.

    Attributes:
        repair: What a person can do about it.
    """

    def __init__(self, what: str, repair: str = "") -> None:
        super().__init__(what)
        self.repair = repair


class Process:
    """The process that runs a page's blocks of one environment."""

    def __init__(
        self, server: WarmServer, opening: dict[str, Any], environment: Environment
    ) -> None:
        self.stream = Path(opening["stream"])
        self.connection, self.status = server.fork()
        self.pid = 0
        hello = self.ask({**opening, "packages": environment.packages}, START_TIMEOUT)
        self.pid = hello["pid"]
        self.versions: dict[str, str] = hello["versions"]

    def ask(self, request: dict[str, Any], timeout: float) -> dict[str, Any]:
        """Sends a request and waits for its answer.

        Raises:
            Died: The process did not answer in time, printed too much, or ended.
        """
        deadline = time.monotonic() + timeout
        before = self.printed()
        try:
            self.connection.send_bytes(json.dumps(request).encode())
            ready: list[Any] = []
            while not ready and time.monotonic() < deadline:
                left = max(0.0, deadline - time.monotonic())
                ready = wait([self.connection, self.status], min(left, LOOK_EVERY))
                if self.printed() - before > MOST_OUTPUT:
                    self.kill()
                    megabytes = MOST_OUTPUT // 1_000_000
                    what = f"it printed more than {megabytes} MB and was stopped"
                    raise Died(what, "print less")
            if self.connection in ready:
                answer: dict[str, Any] = json.loads(self.connection.recv_bytes())
                return answer
        except (EOFError, OSError):
            ready = wait([self.status], max(0.0, deadline - time.monotonic()))
        if not ready:
            self.kill()
            what = f"it did not end within {timeout:g} s and was stopped"
            raise Died(what, f'make it quicker, or say timeout="{2 * timeout:g}"')
        repair = "take out what ends or breaks the process"
        raise Died(f"the process ended {self.exit_status()}", repair)

    def printed(self) -> int:
        """How many bytes the process has printed so far."""
        return self.stream.stat().st_size if self.stream.is_file() else 0

    def exit_status(self) -> str:
        """How the process ended, in words."""
        data = os.read(self.status.fileno(), 100) if self.status.poll(5) else b""
        code = json.loads(data)["exit"] if data else None
        if code is None:
            return "without an exit status"
        if code < 0:
            return f"by signal {-code} ({signal.Signals(-code).name})"
        return f"with exit status {code}"

    def kill(self) -> None:
        """Stops the process and all that it started."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if self.pid:
                    kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Lets the process end, and waits until it has."""
        self.connection.close()
        if not self.status.poll(5):
            self.kill()
        self.status.close()

    def transcript(self) -> str:
        """The end of what the process wrote, for a report."""
        with self.stream.open("rb") as file:
            file.seek(max(0, self.printed() - 4000))
            return replay(file.read().decode("utf-8", "replace"))
