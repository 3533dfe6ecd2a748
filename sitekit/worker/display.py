"""IPython's `display` on a page: what it is given becomes an output of the block."""

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

MODULE = "IPython.core.display_functions"
# Modules that hand the function on.
FACES = ("IPython.display", "IPython.core.display", "IPython")
Show = Callable[..., None]


class Finder(importlib.abc.MetaPathFinder):
    """Finds the module of `display`, should a page import it, and changes it then.

    IPython is not imported for it: few pages need it, and some environments have none.
    """

    def __init__(self, display: Show) -> None:
        self.display = display

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """The module as it would be found anyway, with our function in it."""
        if fullname != MODULE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            run = spec.loader.exec_module

            def exec_module(module: types.ModuleType) -> None:
                run(module)
                vars(module)["display"] = self.display

            vars(spec.loader)["exec_module"] = exec_module
        return spec


def install(show: Show, forbid: Callable[[str, str], None]) -> None:
    """Lets `display` show its arguments on the page.

    Args:
        show: Shows a value, or with `raw=True` data by their media types.
        forbid: Says what cannot be done, and its repair.
    """

    def display(*objs: Any, raw: bool = False, **options: Any) -> None:
        """Shows objects under the block, in order."""
        if options.get("display_id") or options.get("update"):
            what = "display() cannot change what has been shown"
            forbid(what, "remove display_id, and show each state separately")
        for one in objs:
            show(one, raw)

    sys.meta_path.insert(0, Finder(display))
    for name in (MODULE, *FACES):
        module = sys.modules.get(name)
        # `IPython.display` is a module, too.
        if isinstance(getattr(module, "display", None), types.FunctionType):
            vars(module)["display"] = display
