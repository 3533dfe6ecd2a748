"""Drawings: padding diagrams, boxes with arrows, lines between lanes.

`diagram` reads a `diagram` fence and draws it (on `grids`), `boxes` draws how the
guide is built, `lanes` places the map of the pages; `inline_svg` makes any SVG part of
a page.
"""

from sitekit.drawings.inline import inline_svg

__all__ = ["boxes", "diagram", "inline_svg", "lanes"]
