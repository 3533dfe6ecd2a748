"""A TensorBoard server for one log directory, on a loopback port."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

SERVER_SECONDS = 300.0
PROJECTOR = "projector_config.pbtxt"
ADDRESS = re.compile(r"(http://\S+?)/? \(Press")
# TensorBoard needs TensorFlow only to read checkpoints; without it, the server is
# ready in half a second.
SERVER = """
import sys, types
if sys.argv.pop(1) == "light":
    sys.modules["tensorboard.compat.notf"] = types.ModuleType("notf")
from tensorboard.main import run_main
run_main()
"""


class ServerFailed(Exception):
    """TensorBoard did not start."""


@contextlib.contextmanager
def serving(directory: Path, logdir: str) -> Iterator[str]:
    """A TensorBoard that has read a whole log; yields its address.

    Args:
        directory: Where it runs.
        logdir: The log directory below it, as the pictures name it.

    Raises:
        ServerFailed: It ended, or was not ready in time.
    """
    weight = "full" if _needs_tensorflow(directory / logdir) else "light"
    command = [sys.executable, "-c", SERVER, weight, "--logdir", logdir]
    command += ["--host", "127.0.0.1", "--port", "0", "--load_fast", "false"]
    # It answers only when it has read everything, and then reads nothing more.
    command += ["--reload_interval", "0", "--reload_task", "blocking"]
    command += ["--samples_per_plugin", "images=100,text=100,pr_curves=100"]
    with tempfile.TemporaryFile("w+") as printed:
        process = subprocess.Popen(
            command,
            cwd=directory,
            # It answers in the order of sets; charts draw in the order of answers.
            env={**os.environ, "PYTHONHASHSEED": "0"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=printed,
        )
        try:
            deadline = time.monotonic() + SERVER_SECONDS
            while not (match := ADDRESS.search(_text(printed.fileno()))):
                if process.poll() is not None or time.monotonic() > deadline:
                    last = "\n".join(_text(printed.fileno()).splitlines()[-20:])
                    raise ServerFailed(f"TensorBoard did not start:\n{last}")
                time.sleep(0.05)
            address = match[1].replace("localhost", "127.0.0.1")
            if any((directory / logdir).rglob(PROJECTOR)):
                _wait_for_projector(address, deadline)
            yield address
        finally:
            process.terminate()
            process.wait()


def _text(descriptor: int) -> str:
    """What was printed so far; the file's position, which is shared, stays."""
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, size, 0).decode("utf-8", "replace")


def _wait_for_projector(address: str, deadline: float) -> None:
    """Asks for the list of dashboards until the projector, found last, is in it.

    Raises:
        ServerFailed: TensorBoard does not answer, or finds no embedding.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline:
        try:
            with opener.open(f"{address}/data/plugins_listing", timeout=30) as answer:
                if json.load(answer)["projector"]["enabled"]:
                    return
        except OSError as error:
            raise ServerFailed(f"TensorBoard does not answer: {error}") from None
        time.sleep(0.1)
    raise ServerFailed("the projector found no embedding in the log")


def _needs_tensorflow(log: Path) -> bool:
    """Whether an embedding has to be read from a checkpoint."""
    return any(log.rglob(PROJECTOR)) and any(log.rglob("*.index"))
