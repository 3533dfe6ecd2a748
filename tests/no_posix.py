"""A pytest plugin (`-p tests.no_posix`) that takes away what Windows does not have.

It does not make this machine a Windows: paths, encodings and line ends stay as they
are. But a test that needs a fork, a pseudo-terminal or a browser fails under it.
"""

import os
import signal
import sys

from sitekit.run import engine
from sitekit.tensorboard import browser


def no_browser() -> str:
    raise browser.NoBrowser("this test is said to need none")


def no_engine(self: engine.Engine, *_: object) -> None:
    raise OSError("this test is said to run no page")


for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None  # importing it now fails
for name in ("fork", "forkpty", "geteuid", "killpg", "openpty", "setsid"):
    delattr(os, name)
del signal.SIGKILL
browser.find = no_browser
engine.Engine.__init__ = no_engine
