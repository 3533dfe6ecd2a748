"""Runs the experiments of one file, each run in a process of its own.

What the file imports is imported once: a run is a fork, as a page's process is.
"""

import importlib.util
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from typing import Any, NoReturn

AT_ONCE = 2
SECONDS = 600  # a run that takes longer has found nothing


def load(file: str) -> Any:
    """The module with the experiments."""
    spec = importlib.util.spec_from_file_location("experiment", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["experiment"] = module  # where AutoGraph looks for it
    spec.loader.exec_module(module)
    return module


def child(module: Any, name: str, arguments: dict[str, Any], said: int) -> NoReturn:
    """One run: what it prints goes into a file, with its verdict last."""
    os.dup2(said, 1)
    os.dup2(said, 2)
    signal.alarm(SECONDS)
    status = 1
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            verdict = getattr(module, name)(**arguments)
            os.chdir("/")
        # NumPy's truth values, too, but nothing that is only truthy.
        if type(verdict).__name__ in ("bool", "bool_"):
            status = 0 if verdict else 3
        else:
            print(f"it returns {verdict!r}, where True or False is meant")
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(10 + status)


def main() -> None:
    """Reads the runs as JSON, and says of each in a line how it ended."""
    module = load(sys.argv[1])
    waiting = list(enumerate(json.load(sys.stdin)))[::-1]
    running: dict[int, tuple[int, int, float]] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            number, (name, arguments) = waiting.pop()
            said = os.memfd_create("said")
            if not (process := os.fork()):
                child(module, name, arguments, said)
            now = time.monotonic()  # on purpose: shown
            running[process] = number, said, now
        process, status = os.wait()
        number, said, start = running.pop(process)
        with os.fdopen(said, "rb") as file:
            file.seek(0)
            text = file.read().decode("utf-8", "replace")
        if os.WIFSIGNALED(status):
            text += f"\nit was ended by signal {os.WTERMSIG(status)}"
        holds = os.waitstatus_to_exitcode(status) == 10
        seconds = time.monotonic() - start  # on purpose: shown
        print(json.dumps([number, holds, text, seconds]), flush=True)


if __name__ == "__main__":
    main()
