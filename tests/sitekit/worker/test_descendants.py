"""Processes are found by who started them, and ended with all that they started."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from sitekit.worker import descendants

WaitUntil = Callable[[Callable[[], object]], None]
TREE = (
    "import os, subprocess, time\nsubprocess.Popen(['sleep', '1000'])\n"
    "subprocess.Popen(['sleep', '1000'], start_new_session=True)\n"
    "if os.fork() == 0:\n    os.setsid()\n"
    "    os.execvp('bash', ['bash', '-c', 'sleep 1000 & wait'])\n"
    "print('there', flush=True)\ntime.sleep(1000)"
)


@pytest.mark.parametrize("proc", [True, False])
def test_a_tree_is_found_and_killed(
    proc: bool, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not proc:  # as on macOS
        monkeypatch.setattr("os.path.isdir", lambda path: False)
    process = subprocess.Popen([sys.executable, "-c", TREE], stdout=subprocess.PIPE)
    try:
        wait_until(lambda: len(descendants.descendants(process.pid)) == 4)
        found = descendants.descendants(process.pid)
        commands = sorted(map(descendants.command, found))
        assert commands[1:] == ["sleep 1000"] * 3
        assert commands[0].startswith("bash -c sleep")
        assert descendants.resident(process.pid) > 5_000_000
        descendants.kill_tree(process.pid)
        wait_until(lambda: not set(found) & descendants.running().keys())
    finally:
        descendants.kill_tree(process.pid)
        process.wait()
        assert process.stdout
        process.stdout.close()


def test_a_process_that_is_gone_has_nothing() -> None:
    process = subprocess.Popen(["true"])
    process.wait()
    assert descendants.descendants(process.pid) == []
    assert descendants.resident(process.pid) == 0
    assert descendants.command(process.pid) == ""
    descendants.kill_tree(process.pid)


def test_one_that_ended_and_was_not_waited_for_runs_no_more(
    wait_until: WaitUntil,
) -> None:
    process = subprocess.Popen(["true"])
    wait_until(lambda: process.pid not in descendants.running())
    assert os.getpid() in descendants.running()
    process.wait()
