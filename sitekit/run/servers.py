"""The warm server of an environment, which forks a process for each page."""

import os
import socket
import subprocess
import tempfile
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

from sitekit.checkout import Problem
from sitekit.checkout.settings import FILE, Environment, Settings

START_SECONDS = 300.0


class Died(Exception):
    """The page's process ended, or had to be ended, in the middle of a request.

    Attributes:
        repair: What a person can do about it.
    """

    def __init__(self, what: str, repair: str = "") -> None:
        super().__init__(what)
        self.repair = repair


class Refused(Died):
    """A page did what it must not do, though its process goes on.

    Attributes:
        place: The file and line that a person edits; None for those of the block.
    """

    def __init__(
        self, what: str, repair: str, place: tuple[str, int] | None = None
    ) -> None:
        super().__init__(what, repair)
        self.place = place


class WarmServer:
    """A warm server process of one environment.

    Attributes:
        process: The process.
        control: The socket that asks it for forks; when it closes, the server ends.
        log: What it prints.
    """

    def __init__(
        self, process: "subprocess.Popen[bytes]", control: socket.socket, log: IO[bytes]
    ) -> None:
        self.process = process
        self.control = control
        self.log = log
        self.lock = threading.Lock()

    @classmethod
    def start(cls, settings: Settings, environment: Environment) -> "WarmServer":
        """Starts a server, and waits until it has imported what pages need.

        Raises:
            Problem: The environment is not installed, or an import failed.
        """
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
        package = Path(__file__).resolve().parents[2]
        log = tempfile.TemporaryFile()  # noqa: SIM115  closed in close()
        process = subprocess.Popen(
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
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=_variables(environment, python),
        )
        theirs.close()
        server = cls(process, ours, log)
        ours.settimeout(START_SECONDS)
        if ours.recv(16) != b"ready\n":
            process.wait()
            log.seek(0)
            text = log.read().decode("utf-8", "replace").rstrip()
            server.close()
            raise Problem(
                environment.lock,
                1,
                f"the server of environment {environment.name!r} did not start:\n"
                + text,
                f"nox -s environment -- {environment.name}"
                f"  (or correct the environment's `preload` in {FILE})",
            )
        ours.settimeout(None)
        return server

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
        "LOGNAME": "reader",  # who runs the pages is nothing that a page shows
        "USER": "reader",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "MPLBACKEND": "module://sitekit.worker.figures",
        **dict(environment.variables),
    }


class Servers:
    """The warm servers of a checkout's environments, each started when first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.started: dict[str, WarmServer] = {}
        self.starting = {name: threading.Lock() for name in settings.environments}
        self.closed = False

    def get(self, name: str) -> WarmServer:
        """The server of an environment.

        Raises:
            Died: They were closed; what is started now, nobody would end.
            Problem: It does not start.
        """
        with self.starting[name]:
            if self.closed:
                raise Died("the engine was closed")
            server = self.started.get(name)
            if server is None or server.process.poll() is not None:
                environment = self.settings.environments[name]
                server = WarmServer.start(self.settings, environment)
                self.started[name] = server
            return server

    def close(self) -> None:
        """Ends all servers, also one that is just being started."""
        self.closed = True
        for name, starting in self.starting.items():
            with starting:
                if name in self.started:
                    self.started[name].close()
