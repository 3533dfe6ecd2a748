"""Runs the `$ command` lines of a console block."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

HOST = "127.0.0.1"
Emit = Callable[[dict[str, Any]], None]
Drop = Callable[[], object]


class CommandFailed(Exception):
    """A command ended with another status than the block declares.

    Attributes:
        place: File and line of the command.
    """

    place: tuple[str, int]


class ServerFailed(CommandFailed):
    """A server ended, or did not answer in time."""


def free_port() -> int:
    """A loopback port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def start(command: str) -> "subprocess.Popen[bytes]":
    """Starts a command in a shell whose PATH begins with this environment."""
    path = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    return subprocess.Popen(
        ["bash", "-o", "pipefail", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=1,
        stderr=2,
        env=dict(os.environ, PATH=path),
    )


def run(block: dict[str, Any], emit: Emit, drop: Drop) -> None:
    """Runs the commands of a block, the last one as a server if so declared.

    Args:
        block: The block's code, and its options `server`, `exit` and `timeout`.
        emit: Shows an output, after what was printed before it.
        drop: Forgets what was printed since.

    Raises:
        CommandFailed: The exit status is not the one that was declared.
        ServerFailed: The server ended or did not answer.
    """
    lines = zip(block["code"].split("\n"), block["lines"], strict=False)
    commands = [(line[2:], place) for line, place in lines if line.strip()]
    for number, (command, place) in enumerate(commands, 1):
        if len(commands) > 1:
            os.write(1, f"$ {command}\n".encode())
        try:
            if block["server"] and number == len(commands):
                serve(command, block["server"], emit, block["timeout"])
                # What a server prints when it is stopped teaches nothing.
                drop()
                return
            status = start(command).wait()
            if status != block["exit"]:
                raise CommandFailed(f"`{command}` ended with exit status {status}")
        except CommandFailed as error:
            error.place = tuple(place)
            raise


def serve(command: str, flag: str, emit: Emit, seconds: float) -> None:
    """Starts a server on a free port, waits for its answer, and stops it."""
    port = free_port()
    process = start(f"exec {command} {flag} {port}")
    try:
        status = _answer(process, port, time.monotonic() + seconds)
        emit(
            {
                "type": "note",
                "text": f"Started with `{flag} {port}`, a free port; it answered "
                f"with HTTP status {status} and was stopped.",
            }
        )
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answer(process: "subprocess.Popen[bytes]", port: int, deadline: float) -> int:
    # A proxy that the machine may have set must not see loopback requests.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerFailed(f"the server ended with status {process.returncode}")
        with contextlib.suppress(OSError):
            try:
                with opener.open(f"http://{HOST}:{port}/", timeout=5) as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as error:
                return error.code
        time.sleep(0.1)
    raise ServerFailed(f"the server did not answer on port {port} in time")
