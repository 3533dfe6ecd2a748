"""The processes that pages run in, seen from outside.

A `Server` is warm: it has imported what pages need. It forks a `Process` for
each page. Timeouts are kept here, where no loop in a page can hold them up.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from sitekit.problems import Problem
from sitekit.settings import FILE, Environment, Settings
from sitekit.terminal import replay

START_TIMEOUT = 300.0
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


class Server:
    """A warm server process of one environment."""

    def __init__(self, settings: Settings, environment: Environment) -> None:
        python = environment.interpreter(settings.root)
        if not python.is_file():
            raise Problem(
                FILE,
                1,
                f"environment {environment.name!r} is not installed: no {python}",
                f"nox -s environment -- {environment.name}",
            )
        ours, theirs = socket.socketpair()
        os.set_inheritable(theirs.fileno(), True)
        package = Path(__file__).resolve().parent.parent
        self.log = tempfile.TemporaryFile()  # noqa: SIM115  closed in close()
        self.process = subprocess.Popen(
            [
                str(python),
                "-m",
                "sitekit.worker.server",
                str(theirs.fileno()),
                *environment.preload,
            ],
            cwd=package,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
            env=_variables(environment, python),
        )
        theirs.close()
        self.control = ours
        ours.settimeout(START_TIMEOUT)
        if ours.recv(16) != b"ready\n":
            self.process.wait()
            self.log.seek(0)
            text = self.log.read().decode("utf-8", "replace").rstrip()
            self.close()
            raise Problem(
                environment.lock,
                1,
                f"the server of environment {environment.name!r} did not start:\n"
                + text,
                f"nox -s environment -- {environment.name}"
                f"  (or mend the environment's `preload` in {FILE})",
            )
        ours.settimeout(None)
        self.lock = threading.Lock()

    def fork(self) -> tuple[Connection, Connection]:
        """Starts a page process; returns its connection and its exit status."""
        ours, theirs = socket.socketpair()
        status_read, status_write = os.pipe()
        try:
            with self.lock:
                socket.send_fds(self.control, [b"f"], [theirs.fileno(), status_write])
        finally:
            theirs.close()
            os.close(status_write)
        return Connection(ours.detach()), Connection(status_read, writable=False)

    def close(self) -> None:
        """Ends the server, and with it every page process that still runs."""
        self.control.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def _variables(environment: Environment, python: Path) -> dict[str, str]:
    path = f"{python.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    dropped = ("PYTEST_CURRENT_TEST", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return {
        **kept,
        "PATH": path,
        "COLUMNS": "80",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "MPLBACKEND": "module://sitekit.worker.figures",
        **dict(environment.variables),
    }


class Process:
    """The process that runs a page's blocks of one environment."""

    def __init__(
        self, server: Server, opening: dict[str, Any], environment: Environment
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
