"""A matplotlib backend whose figures follow the reader's light or dark theme.

Text and lines take the page's text colour, the colour cycle takes CSS
variables; both with fallbacks, so that the SVG is also right by itself.
"""

import base64
import io
import re
from collections.abc import Callable
from typing import Any
from xml.dom import minidom

import matplotlib
import PIL.Image
from cycler import cycler
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends import backend_svg

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

PICTURE = "data:image/png;base64,"
# Bytes of a PNG from which on it is a photograph: its WebP may lose a little.
PHOTOGRAPH = 8192
# What a label may hold, and no XML.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Kinds of fonts that a page may ask for; its own one has no serifs.
KINDS = ("monospace", "serif")
COLOURED = ("fill", "stroke", "stop-color", "flood-color", "color")


def emit(output: dict[str, Any]) -> None:
    """Shows a figure; the session of the running page takes this name's place.

    Raises:
        RuntimeError: No page is running.
    """
    raise RuntimeError("no page is running")


def to_svg(figure: Any) -> str:
    """Writes a figure as an SVG element that can stand inside a page."""
    buffer = io.StringIO()
    theirs = backend_svg.RendererSVG
    backend_svg.RendererSVG = Renderer  # type: ignore[misc]  # for this figure only
    try:
        with matplotlib.rc_context({"svg.hashsalt": "figure"}):
            figure.savefig(buffer, format="svg", metadata={"Date": None})
    finally:
        backend_svg.RendererSVG = theirs  # type: ignore[misc]  # as it was
    text = NO_XML.sub("", buffer.getvalue())
    svg = minidom.parseString(text.encode()).documentElement
    assert svg
    _clean(svg)
    return str(svg.toxml())


class Renderer(backend_svg.RendererSVG):
    """Draws formulas letter by letter: only their own fonts have all of their signs."""

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Draws a text, or as shapes a formula: with its size, as texts say theirs."""
        if not ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        size = prop.get_size_in_points()
        self.writer.start("g", style=f"font-size: {size:g}px")
        with matplotlib.rc_context({"svg.fonttype": "path"}):
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        self.writer.end("g")


def _clean(element: minidom.Element) -> None:
    """Gives an element and all within it the page's colours and font."""
    for child in list(element.childNodes):
        if isinstance(child, minidom.Comment) or child.nodeName == "metadata":
            element.removeChild(child)
        elif isinstance(child, minidom.Element):
            _clean(child)
    element.normalize()  # what was before and behind a comment is one
    for child in element.childNodes:
        if isinstance(child, minidom.Text) and not child.data.strip():
            child.data = "\n"
    for name, value in element.attributes.items():
        if name in COLOURED:
            value = ROLES.get(value, value)
        elif name == "style":
            value = "; ".join(filter(None, map(_declared, value.split(";"))))
        elif value.startswith(PICTURE):
            value = _lighter(value.removeprefix(PICTURE))
        element.setAttribute(name, value)


def _declared(declaration: str) -> str:
    """One declaration of a style; "" for that of the font, which is the page's own."""
    name, _, value = (part.strip() for part in declaration.partition(":"))
    if name == "font-family":  # its last name says of what kind it is
        value = value.rsplit(",", 1)[-1].strip()
        return f"{name}: {value}" if value in KINDS else ""
    if name in COLOURED:
        value = ROLES.get(value, value)
    return f"{name}: {value}" if name else ""


def _lighter(data: str) -> str:
    """A picture within a figure as WebP: a photograph costs a tenth of its PNG."""
    png = base64.b64decode(data)
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


class FigureCanvas(backend_svg.FigureCanvasSVG):
    """An SVG canvas with the manager above."""

    manager_class: Callable[..., Any] = FigureManager


matplotlib.rcParams.update(STYLE)
matplotlib.rcParams["axes.prop_cycle"] = cycler(color=list(CYCLE))
matplotlib.use("module://sitekit.worker.figures")
