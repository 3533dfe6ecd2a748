"""The figures that a page has shown: one that is changed later is shown again or told.

A block shows the figures that are open when it ends, and closes them. What a later
block draws into one of them would be seen nowhere.
"""

import sys
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

REPAIR = "draw it in one block, or show it again: make the figure the last line"


class Drawn:
    """The figures of a page."""

    def __init__(self) -> None:
        self.shown: WeakKeyDictionary[Any, object] = WeakKeyDictionary()
        self.latest: Any = None  # the one that the block at hand has shown last

    def note(self) -> None:
        """Notes how the open figures look now, as they are being shown."""
        for manager in _managers():
            self.shown[manager.canvas.figure] = _looks(manager.canvas.figure)
            self.latest = manager.canvas.figure

    def again(self, value: Any) -> str:
        """The SVG of a figure that is a block's value; "" where that is none."""
        matplotlib = sys.modules.get("matplotlib.figure")
        figures = sys.modules.get("sitekit.worker.figures")
        if not matplotlib or not figures or not isinstance(value, matplotlib.Figure):
            return ""
        svg = str(figures.to_svg(value))
        self.shown[value] = _looks(value)
        self.latest = value
        sys.modules["matplotlib.pyplot"].close(value)  # and is not shown twice
        return svg

    def check(self, forbid: Callable[[str, str], None]) -> None:
        """Refuses that a figure has been changed since it was shown."""
        still_open = [manager.canvas.figure for manager in _managers()]
        for figure, looked in list(self.shown.items()):
            if figure not in still_open and _looks(figure) != looked:
                self.shown[figure] = _looks(figure)
                forbid("this block changes a figure that was already shown", REPAIR)


def _managers() -> list[Any]:
    """What holds the open figures."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    return list(helpers.Gcf.get_all_fig_managers()) if helpers else []


def _looks(figure: Any) -> object:
    """What tells that something was added to a figure, or taken out."""
    return [
        (
            len(axes.get_children()),
            axes.get_title(loc="left"),
            axes.get_title(),
            axes.get_xlabel(),
            axes.get_ylabel(),
        )
        for axes in figure.axes
    ], len(figure.get_children())
