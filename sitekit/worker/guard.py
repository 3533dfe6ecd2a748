"""Keeps a page's Python from writing into the checkout that it is a page of."""

import os
from collections.abc import Callable
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# What changes a folder or a file, and which of its arguments name them.
CHANGES = {
    "os.chmod": (0,),
    "os.link": (0, 1),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
}
REPAIR = "write to the working folder: a relative path, such as `{}`"


class Guard:
    """Refuses what changes the checkout; the page's own folder may lie in it."""

    def __init__(self, root: str, own: str, forbid: Callable[[str, str], None]) -> None:
        self.root = os.path.realpath(root) + os.sep
        self.own = os.path.realpath(own) + os.sep
        self.forbid = forbid

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python calls before each such event: an audit hook.

        Raises:
            PermissionError: It would change the checkout.
        """
        if event == "open":
            path, _, flags = arguments
            paths = [path] if isinstance(flags, int) and flags & WRITES else []
        elif event in CHANGES:
            paths = [arguments[number] for number in CHANGES[event]]
        else:
            return
        for path in paths:
            if isinstance(path, str | bytes | os.PathLike):
                self._check(event, os.fsdecode(path))

    def _check(self, event: str, path: str) -> None:
        folder, name = os.path.split(os.path.abspath(path))
        whole = os.path.join(os.path.realpath(folder), name)
        # What is opened is what a link leads to; what is deleted is the link.
        whole = os.path.realpath(whole) if event == "open" else whole
        if not whole.startswith(self.root) or whole.startswith(self.own):
            return
        inner = whole[len(self.root) :]
        parts = inner.split(os.sep)
        cached = parts[0] == ".cache" and parts[1:2] != ["records"]
        if cached or "__pycache__" in parts:
            return
        if event == "os.mkdir" and os.path.isdir(whole):  # it is there already
            return
        self.forbid(f"this block changes the checkout: {inner}", REPAIR.format(name))
        raise PermissionError(13, "a page must not change its checkout", path)
