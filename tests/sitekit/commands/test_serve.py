"""A saved page is run, built and shown, as long as somebody writes."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.sitekit.miniature import PATIENCE, REPOSITORY, Guide

SERVE = """
import sys
from pathlib import Path
from sitekit.serve import serve
from sitekit.settings import load
serve(load(Path(sys.argv[1])))
"""
PAGE = "# Start\n\n```python\nprint('{0} and ' '{0}')\n```\n"


def address(server: "subprocess.Popen[str]") -> str:
    """Where the preview is served, as it says itself."""
    assert server.stdout is not None
    for line in server.stdout:
        if "Serving on" in line:
            return line.split("Serving on")[1].strip()
    raise AssertionError("it did not start")


def test_what_is_saved_is_shown(
    guide: Guide,
    tmp_path: Path,
    wait_until: Callable[[Callable[[], object]], None],
) -> None:
    guide.page(PAGE.format("first"), "index")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(guide.root)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Also where the tests run in the background, which ignores Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        served = address(server)
        assert served.startswith("http://127.0.0.1:")

        def shows(words: str) -> bool:
            with urllib.request.urlopen(served, timeout=PATIENCE) as answer:
                return words in answer.read().decode("utf-8")

        wait_until(lambda: shows("first and first"))
        time.sleep(0.1)  # a file system's clock may be coarse
        guide.page(PAGE.format("second"), "index")
        wait_until(lambda: shows("second and second"))
        server.send_signal(signal.SIGINT)
        rest, _ = server.communicate(timeout=PATIENCE)
        assert server.returncode == 0, rest
    finally:
        server.kill()
        server.wait()
    assert guide.record("docs/index.md") is not None
