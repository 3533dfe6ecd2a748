"""The processes that pages run in, seen from outside.

A `Server` is warm: it has imported what pages need. It forks a `Process` for
each page. Timeouts are kept here, where no loop in a page can hold them up.
"""

import contextlib
import json
import os
import signal
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import msgspec

from sitekit.aids.session import Answer
from sitekit.records.outputs import Shown
from sitekit.run.servers import START_SECONDS, Died, WarmServer
from sitekit.run.terminal import replay

MOST_OUTPUT = 10_000_000  # bytes that a block may print: an endless loop prints more
LOOK_SECONDS = 0.5  # between two looks at how much that is


class Ran(Answer, frozen=True, kw_only=True):
    """What a process answers when it has run a block.

    Attributes:
        outputs: What the block showed.
        seconds: How long it ran.
    """

    outputs: tuple[Shown, ...] = ()
    seconds: float = 0.0


class Hello(msgspec.Struct, frozen=True):
    """What a process says when it begins."""

    pid: int
    versions: dict[str, str]


class Process:
    """The process that runs a page's blocks of one environment.

    Attributes:
        versions: The versions of Python and of the environment's main packages.
    """

    def __init__(
        self, connection: Connection, status: Connection, stream: Path
    ) -> None:
        self.connection = connection
        self.status = status
        self.stream = stream
        self.pid = 0
        self.versions: dict[str, str] = {}

    @classmethod
    def start(
        cls, server: WarmServer, opening: dict[str, object], packages: Sequence[str]
    ) -> "Process":
        """Has a server fork a process, and opens its session.

        Args:
            server: The server.
            opening: What the session is told first; see `worker.session`.
            packages: The packages whose versions are wanted.

        Raises:
            Died: It ended at once.
        """
        process = cls(*server.fork(), Path(str(opening["stream"])))
        request = {**opening, "packages": packages}
        hello = msgspec.json.decode(process.send(request, START_SECONDS), type=Hello)
        process.pid, process.versions = hello.pid, hello.versions
        return process

    def ask(self, request: dict[str, object], seconds: float) -> Ran:
        """Sends a request and waits for its answer.

        Raises:
            Died: The process did not answer in time, printed too much, or ended.
        """
        return msgspec.json.decode(self.send(request, seconds), type=Ran)

    def send(self, request: dict[str, object], seconds: float) -> bytes:
        """Sends a request and waits for the bytes of its answer.

        Raises:
            Died: The process did not answer in time, printed too much, or ended.
        """
        deadline = time.monotonic() + seconds
        before = self.printed()
        try:
            self.connection.send_bytes(json.dumps(request).encode())
            ready: list[Any] = []
            while not ready and time.monotonic() < deadline:
                left = max(0.0, deadline - time.monotonic())
                ready = wait([self.connection, self.status], min(left, LOOK_SECONDS))
                if self.printed() - before > MOST_OUTPUT:
                    self.kill()
                    megabytes = MOST_OUTPUT // 1_000_000
                    what = f"it printed more than {megabytes} MB and was stopped"
                    raise Died(what, "print less")
            if self.connection in ready:
                return self.connection.recv_bytes()
        except (EOFError, OSError):
            ready = wait([self.status], max(0.0, deadline - time.monotonic()))
        if not ready:
            self.kill()
            what = f"it did not end within {seconds:g} s and was stopped"
            raise Died(what, f'make it quicker, or say timeout="{2 * seconds:g}"')
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
