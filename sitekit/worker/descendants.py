"""The processes of this machine: who started whom, what they hold, and their end."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from dataclasses import dataclass

ADOPTS_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of Linux
ROUNDS = 10  # of a kill, should what is killed go on starting processes


@dataclass(frozen=True)
class Running:
    """A process that runs.

    Attributes:
        parent: The process that started it, or that adopted it.
        resident: The bytes of memory that it holds.
    """

    parent: int
    resident: int


def adopt_orphans() -> None:
    """Makes this process the parent of all that its descendants leave behind.

    So what detaches itself, as a daemon does, is found by `descendants`. Only Linux
    has this; elsewhere such a process is out of sight.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPTS_ORPHANS, 1, 0, 0, 0)


def running() -> dict[int, Running]:
    """All processes; those that have ended and were not waited for are none."""
    if not os.path.isdir("/proc/self"):
        return _listed()
    found = {}
    size = os.sysconf("SC_PAGE_SIZE")
    for name in os.listdir("/proc"):
        if not name.isdecimal():
            continue
        with contextlib.suppress(OSError), open(f"/proc/{name}/stat", "rb") as file:
            # The name of the program, in brackets, may hold anything.
            fields = file.read().rpartition(b")")[2].split()
            if fields[0] not in (b"Z", b"X"):
                found[int(name)] = Running(int(fields[1]), int(fields[21]) * size)
    return found


def _listed() -> dict[int, Running]:
    """The same where there is no `/proc`, as on macOS."""
    command = ["ps", "-A", "-o", "pid=,ppid=,rss=,stat="]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    rows = [line.split() for line in text.splitlines()]
    return {
        int(pid): Running(int(parent), int(kilobytes) * 1024)
        for pid, parent, kilobytes, state, *_ in rows
        if not state.startswith("Z")
    }


def descendants(pid: int, among: dict[int, Running] | None = None) -> list[int]:
    """All that a process has started, directly or not, and that runs."""
    among = running() if among is None else among
    found = [pid]
    for parent in found:  # which grows meanwhile
        found += [one for one, its in among.items() if its.parent == parent]
    return found[1:]


def resident(pid: int) -> int:
    """The bytes of memory that a process and its descendants hold."""
    among = running()
    family = [pid, *descendants(pid, among)]
    return sum(among[one].resident for one in family if one in among)


def command(pid: int) -> str:
    """The command that a process runs, for a report."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/cmdline", "rb") as file:
        return file.read().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    found = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip()


def kill_tree(pid: int) -> None:
    """Kills a process, its group, and everything that it started."""
    family = [pid]
    for _ in range(ROUNDS):
        family += [one for one in descendants(pid) if one not in family]
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        for one in family[1:]:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(one, signal.SIGKILL)
        if not descendants(pid):
            return
