"""All pages together: map, glossary, gallery, proof, and what must hold of all.

`check_guide` finds all mistakes that need no run. `OVERVIEWS` has the blocks that show
other pages: `course_map`, `glossary`, `gallery`, `error_index`, `deck` (of cards),
`proof`, `mistakes`, and `blueprint` with the `architecture`. `tooltips` mark the
glossary's terms, `prerequisites` and `sheets` frame a page with its way on.
"""

from sitekit.overviews.cross_checks import check_guide
from sitekit.overviews.deck import PACKAGE
from sitekit.overviews.registry import OVERVIEWS, overview_markdown

__all__ = [
    "OVERVIEWS",
    "PACKAGE",
    "check_guide",
    "overview_markdown",
    "prerequisites",
    "proof",
    "sheets",
    "tooltips",
]
