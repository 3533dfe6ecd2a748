"""A matplotlib backend whose figures follow the reader's light or dark theme.

Text and lines take the page's text colour, the colour cycle takes CSS
variables; both with fallbacks, so that the SVG is also right by itself.
"""

import base64
import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib
import PIL.Image
from cycler import cycler
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_svg import FigureCanvasSVG

# Colours that stand for a role until the SVG is written. Nothing else uses them.
INK = "#010203"
FAINT = "#040506"
CYCLE = {
    "#2a78b8": "var(--figure-1, #2a78b8)",
    "#d9822b": "var(--figure-2, #d9822b)",
    "#2f9e6e": "var(--figure-3, #2f9e6e)",
    "#c2497a": "var(--figure-4, #c2497a)",
    "#7b68c8": "var(--figure-5, #7b68c8)",
    "#8a8d4a": "var(--figure-6, #8a8d4a)",
}
ROLES = {INK: "currentColor", FAINT: "var(--figure-grid, #8884)", **CYCLE}

STYLE: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "boxplot.boxprops.color": INK,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "none",
    # On a narrow phone it fits, with letters that can be read.
    "figure.figsize": (5, 3),
    "font.size": 11,
    "grid.color": FAINT,
    "grid.linewidth": 0.8,
    "hatch.color": INK,
    "legend.edgecolor": "none",
    "legend.facecolor": "none",
    "legend.frameon": False,
    "legend.labelcolor": INK,
    "lines.linewidth": 2,
    "patch.edgecolor": INK,
    "savefig.facecolor": "none",
    "svg.fonttype": "none",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}

PICTURE = re.compile(r"data:image/png;base64,([^\"]+)")
# Bytes of a PNG from which on it is a photograph: its WebP may lose a little.
PHOTOGRAPH = 8192


def emit(output: dict[str, Any]) -> None:
    """Shows a figure; the session of the running page takes this name's place.

    Raises:
        RuntimeError: No page is running.
    """
    raise RuntimeError("no page is running")


def to_svg(figure: Any) -> str:
    """Writes a figure as an SVG element that can stand inside a page."""
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "figure"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    for colour, role in ROLES.items():
        text = text.replace(colour, role)
    text = PICTURE.sub(_lighter, text)
    # The page's own font; only the size is the figure's.
    text = re.sub(r"font: (?:\S+ )?([\d.]+px) [^;\"]*", r"font-size: \1", text)
    return re.sub(r"font-family: [^;\"]*;? ?", "", text).strip()


def _lighter(picture: re.Match[str]) -> str:
    """A picture within a figure as WebP: a photograph costs a tenth of its PNG."""
    png = base64.b64decode(picture[1])
    lossless = len(png) < PHOTOGRAPH
    file = io.BytesIO()
    image = PIL.Image.open(io.BytesIO(png))
    image.save(file, "WEBP", lossless=lossless, quality=100 if lossless else 90)
    webp = base64.b64encode(file.getvalue()).decode()
    return f"data:image/webp;base64,{webp}"


class FigureManager(FigureManagerBase):
    """Shows all open figures on the page, and closes them."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """What `plt.show()` does: hands every open figure to the page."""
        for manager in Gcf.get_all_fig_managers():
            svg = to_svg(manager.canvas.figure)
            emit({"type": "figure", "form": "svg", "data": svg})
        Gcf.destroy_all()


class FigureCanvas(FigureCanvasSVG):
    """An SVG canvas with the manager above."""

    manager_class: Callable[..., Any] = FigureManager


matplotlib.rcParams.update(STYLE)
matplotlib.rcParams["axes.prop_cycle"] = cycler(color=list(CYCLE))
matplotlib.use("module://sitekit.worker.figures")
