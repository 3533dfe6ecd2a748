"""The warm server, and the warden that cleans up after it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.sitekit.miniature import REPOSITORY

WaitUntil = Callable[[Callable[[], object]], None]


@pytest.fixture
def control() -> Iterator[socket.socket]:
    """The engine's end of the control socket; the server's is in `theirs`."""
    ours, theirs = socket.socketpair()
    ours.settimeout(PATIENCE)
    process = subprocess.Popen(
        [sys.executable, "-m", "sitekit.worker.server", str(theirs.fileno()), "json"],
        cwd=REPOSITORY,
        pass_fds=[theirs.fileno()],
        stderr=subprocess.PIPE,
    )
    theirs.close()
    with ours:
        yield ours
    try:
        _, errors = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert (process.returncode, errors) == (0, b"")


def fork(control: socket.socket) -> tuple[socket.socket, int]:
    """Asks for a page process; returns its connection and its status pipe."""
    ours, theirs = socket.socketpair()
    status, status_write = os.pipe()
    with theirs:
        socket.send_fds(control, [b"f"], [theirs.fileno(), status_write])
    os.close(status_write)
    return ours, status


def test_ends_with_the_control_socket(control: socket.socket) -> None:
    assert control.recv(16) == b"ready\n"


def test_reports_how_each_page_process_ended(control: socket.socket) -> None:
    assert control.recv(16) == b"ready\n"
    pages = [fork(control) for _ in range(3)]
    for connection, _ in pages:
        connection.close()  # before the opening message: the session fails
    for _, status in pages:
        assert os.read(status, 100) == b'{"exit": 70}'
        os.close(status)


def test_a_server_that_is_no_longer_wanted_ends(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    slow = tmp_path / "slow_module.py"  # it is imported when nobody waits any more
    slow.write_text("import sys\nsys.stdin.read()\n")
    process = subprocess.Popen(
        [
            sys.executable,
            *("-m", "sitekit.worker.server", str(theirs.fileno()), "slow_module"),
        ],
        env={**os.environ, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{tmp_path}"},
        pass_fds=[theirs.fileno()],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    theirs.close()
    ours.close()
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert b"BrokenPipeError" in errors


WARDED = """
import os, subprocess, sys, time
from sitekit.worker.server import start_warden

warden = start_warden()
killed, spared = (
    subprocess.Popen(["sleep", "1000"], start_new_session=True) for _ in range(2)
)
for order in (f"+{killed.pid}", f"+{spared.pid}", f"-{spared.pid}"):
    os.write(warden, f"{order}\\n".encode())
print(killed.pid, spared.pid, flush=True)
time.sleep(1000)
"""


def test_the_warden_kills_what_a_killed_server_left(
    wait_until: WaitUntil, is_alive: Callable[[int], bool]
) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", WARDED],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    killed, spared = map(int, server.stdout.readline().split())
    try:
        assert is_alive(killed)
        assert is_alive(spared)
        server.kill()
        wait_until(lambda: not is_alive(killed))
        assert is_alive(spared)
    finally:
        os.kill(spared, signal.SIGKILL)
        server.wait()
        server.stdout.close()
