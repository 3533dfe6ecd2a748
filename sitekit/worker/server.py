"""The warm server of one environment: imports once, forks a process per page.

The engine asks for a page by sending two file descriptors over the control
socket: the page's connection, and a pipe for its exit status. The server never
runs a TensorFlow operation itself, so that its children start clean. When the
control socket closes, however that comes about, every page process is killed.
Should the server itself be killed, its warden does that.
"""

import contextlib
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from multiprocessing.connection import Connection

from sitekit.worker.descendants import adopt_orphans, descendants, kill_tree, running


def start_warden() -> int:
    """Starts a process that kills the page processes this one leaves behind.

    Returns:
        The pipe that tells it of each page process: `+<pid>` and `-<pid>`. When
        the pipe closes, this process has ended, whatever ended it.
    """
    read, write = os.pipe()
    if os.fork():
        os.close(read)
        return write
    try:
        os.setsid()
        os.dup2(read, 0)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        pages: set[int] = set()
        with open(0) as orders:
            for order in orders:
                (pages.add if order[0] == "+" else pages.discard)(int(order[1:]))
        for pid in pages:
            kill_tree(pid)
    finally:
        os._exit(0)


def preload(modules: list[str]) -> None:
    """Imports what pages will need, before any of them is forked."""
    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError as error:
            sys.exit(f"{name!r} cannot be imported: {error}")
    if "matplotlib" in sys.modules:
        importlib.import_module("sitekit.worker.figures")


class ForkServer:
    """Serves fork requests from one control socket until it closes."""

    def __init__(self, control: socket.socket, warden: int) -> None:
        self.control = control
        self.warden = warden
        self.children: dict[int, int] = {}  # process id -> status pipe
        adopt_orphans()
        self.kept = set(descendants(os.getpid()))

    def serve(self) -> None:
        """Answers requests until the engine closes the control socket."""
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ)
            selector.register(wake_read, selectors.EVENT_READ)
            self.control.sendall(b"ready\n")
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if wake_read in ready:
                    os.read(wake_read, 4096)
                    self.reap()
                if self.control in ready:
                    message, fds, _, _ = socket.recv_fds(self.control, 1, 2)
                    if not message:
                        break
                    self.fork(*fds)
        for pid in self.children:
            kill_tree(pid)
        self.sweep()

    def fork(self, connection_fd: int, status_fd: int) -> None:
        """Starts the process of one page."""
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                os.setpgid(0, 0)
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                self.control.close()
                os.close(self.warden)
                os.close(status_fd)
                for fd in self.children.values():
                    os.close(fd)
                from sitekit.worker import session

                session.run(Connection(connection_fd))
                code = 0
            finally:
                os._exit(code)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        os.write(self.warden, f"+{pid}\n".encode())
        os.close(connection_fd)
        self.children[pid] = status_fd

    def reap(self) -> None:
        """Reports the exit status of every child that has ended."""
        while self.children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            status_fd = self.children.pop(pid, None)
            if status_fd is None:
                continue
            code = os.waitstatus_to_exitcode(status)
            with contextlib.suppress(BrokenPipeError):
                os.write(status_fd, json.dumps({"exit": code}).encode())
            os.close(status_fd)
            kill_tree(pid)
            self.sweep()
            os.write(self.warden, f"-{pid}\n".encode())

    def sweep(self) -> None:
        """Kills what ended pages left: it has become this process's own child."""
        mine, among = os.getpid(), running()
        for pid, one in among.items():
            if one.parent == mine and pid not in self.kept and pid not in self.children:
                kill_tree(pid)


def main() -> None:
    """Entry point: `python -m sitekit.worker.server <control fd> <module>…`."""
    # Ctrl-C reaches the whole terminal; the engine decides what then happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    warden = start_warden()
    from sitekit.worker import session  # noqa: F401  imported before any fork

    preload(sys.argv[2:])
    ForkServer(control, warden).serve()


if __name__ == "__main__":
    main()
