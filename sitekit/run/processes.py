"""The processes that pages run in, seen from outside.

A `Server` is warm: it has imported what pages need. It forks a `Process` for
each page. Timeouts are kept here, where no loop in a page can hold them up.
"""

import json
import math
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
from sitekit.run.servers import START_SECONDS, Died, Refused, WarmServer
from sitekit.run.terminal import replay
from sitekit.worker import kill_tree, resident

MOST_OUTPUT = 10_000_000  # bytes that a block may print: an endless loop prints more
LOOK_SECONDS = 0.5  # between two looks at how much that is, and at its memory
MEMORY_REPAIR = "use less at a time, or raise `memory_gb` in [tool.sitekit]"


class Refusal(msgspec.Struct, frozen=True):
    """Why a page cannot pass, whatever its code makes of it.

    Attributes:
        what: What is wrong.
        repair: What a person can do about it.
        frames: File and line, innermost last; none where nobody knows.
    """

    what: str
    repair: str
    frames: tuple[tuple[str, int], ...]


class Ran(Answer, frozen=True, kw_only=True):
    """What a process answers when it has run a block.

    Attributes:
        number: The number of the request.
        outputs: What the block showed.
        seconds: How long it ran.
        late: What was written since the last answer.
        refused: Why the page cannot pass.
        children: Whether the process had processes of its own meanwhile.
    """

    number: int = 0
    outputs: tuple[Shown, ...] = ()
    seconds: float = 0.0
    late: str = ""
    refused: Refusal | None = None
    children: bool = False

    def refusal(self) -> Refused | None:
        """Why the page cannot pass, as what is raised."""
        found = self.refused
        if found is None:
            return None
        place = found.frames[-1] if found.frames else None
        return Refused(found.what, found.repair, place)


class Hello(msgspec.Struct, frozen=True):
    """What a process says when it begins."""

    pid: int
    versions: dict[str, str]
    paths: dict[str, str]


class Process:
    """The process that runs a page's blocks of one environment.

    Attributes:
        versions: The versions of Python and of the environment's main packages.
        paths: The paths that are this machine's own.
        memory: The bytes that it may hold, with all that it starts.
    """

    def __init__(
        self, connection: Connection, status: Connection, stream: Path
    ) -> None:
        self.connection = connection
        self.status = status
        self.stream = stream
        self.memory = math.inf
        self.asked = 0
        self.has_had_children = False
        self.pid = 0
        self.versions: dict[str, str] = {}
        self.paths: dict[str, str] = {}

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
        process.paths = hello.paths
        return process

    def ask(self, request: dict[str, object], seconds: float) -> Ran:
        """Sends a request and waits for its answer.

        Raises:
            Died: The process did not answer in time, printed or took too much, ended,
                or did what it must not do.
        """
        self.asked += 1
        earlier, self.has_had_children = self.has_had_children, True  # if it dies
        request = {**request, "number": self.asked}
        answer = msgspec.json.decode(self.send(request, seconds), type=Ran)
        if answer.number != self.asked:
            self.kill()
            what = f"the process answered request {answer.number}, not {self.asked}"
            raise Died(what, "remove the code that answers in its place")
        self.has_had_children = earlier or answer.children
        if refused := answer.error is None and answer.refusal():
            raise refused
        return answer

    def had_children(self) -> bool:
        """Whether, since this was last asked, the process had some of its own."""
        had, self.has_had_children = self.has_had_children, False
        return had

    def send(self, request: dict[str, object], seconds: float) -> bytes:
        """Sends a request and waits for the bytes of its answer.

        Raises:
            Died: The process did not answer in time, printed or took too much, or
                ended.
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
                if not ready and self.pid:
                    self.weigh()
            if self.connection in ready:
                return self.connection.recv_bytes()
        except (EOFError, OSError):
            ready = wait([self.status], max(0.0, deadline - time.monotonic()))
        if not ready:
            self.kill()
            what = f"it did not end within {seconds:g} s and was stopped"
            raise Died(
                what, f'make it faster, or allow more time: timeout="{2 * seconds:g}"'
            )
        repair = "remove the code that ends or breaks the process"
        raise Died(f"the process ended {self.exit_status()}", repair)

    def weigh(self) -> None:
        """Stops the process if it holds more memory than it may.

        Raises:
            Died: It does.
        """
        held = resident(self.pid)
        if held > self.memory:
            self.kill()
            what = f"it used {held / 1e9:.1f} GB of memory and was stopped; "
            what += f"the limit is {self.memory / 1e9:g} GB"
            raise Died(what, MEMORY_REPAIR)

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
        if self.pid:
            kill_tree(self.pid)

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
