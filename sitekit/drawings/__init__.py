"""Drawings: padding diagrams, boxes and arrows, the map.

`diagram` reads a `diagram` fence and draws it on `grids`; `boxes` draws boxes with
arrows; `lanes` lays out the map of the pages, a lane for each chapter. `inline_svg`
makes any SVG part of a page.
"""

from sitekit.drawings.inline import inline_svg

__all__ = ["boxes", "diagram", "inline_svg", "lanes"]
