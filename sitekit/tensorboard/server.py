"""A TensorBoard server for one log directory, on a loopback port."""

import contextlib
import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SERVER_SECONDS = 60.0
# TensorBoard needs TensorFlow only for file systems that no page uses; without
# it, the server is ready in half a second.
SERVER = """
import sys, types
sys.modules["tensorboard.compat.notf"] = types.ModuleType("notf")
from tensorboard.main import run_main
run_main()
"""


class ServerFailed(Exception):
    """TensorBoard did not start."""


@contextlib.contextmanager
def serving(directory: Path, logdir: str) -> Iterator[str]:
    """A TensorBoard on a free loopback port; yields its address."""
    command = [sys.executable, "-c", SERVER, "--logdir", logdir]
    command += ["--host", "127.0.0.1", "--port", "0", "--reload_interval", "0"]
    process = subprocess.Popen(
        command,
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        printed = []
        for line in process.stderr:
            printed.append(line)
            match = re.search(r"(http://\S+?)/? \(Press", line)
            if match:
                yield match[1].replace("localhost", "127.0.0.1")
                return
        raise ServerFailed("TensorBoard ended:\n" + "".join(printed[-20:]))
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


def scalar_tags(address: str) -> dict[str, Any]:
    """The scalar tags by run, once the server has read all events."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    last: dict[str, Any] | None = None
    deadline = time.monotonic() + SERVER_SECONDS
    while time.monotonic() < deadline:
        with opener.open(f"{address}/data/plugin/scalars/tags", timeout=10) as answer:
            tags: dict[str, Any] = json.load(answer)
        if tags and tags == last:
            return tags
        last = tags
        time.sleep(0.5)
    return last or {}
