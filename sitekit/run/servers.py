"""The warm server of an environment, which forks a process for each page."""

import os
import socket
import subprocess
import tempfile
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from sitekit.checkout.problems import Problem
from sitekit.checkout.settings import FILE, Environment, Settings

START_TIMEOUT = 300.0


class WarmServer:
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
        package = Path(__file__).resolve().parents[2]
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
