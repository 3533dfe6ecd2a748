"""All pages together: overviews, and checks across pages.

`check_guide` makes every check that needs no run and concerns several pages:
navigation, descriptions, tags, and so on. `OVERVIEWS` lists the blocks that show other
pages: `course_map`, `glossary`, `gallery`, `error_index`, `deck` (all cards; `PACKAGE`
is their file for Anki), `proof`, `mutants` (changes that were noticed), `mistakes`
(those that contributors make), and `blueprint`, which draws the `architecture`.
`tooltips` makes the glossary's tooltips; `prerequisites` and `sheets` add to each page
what to read before and after it, and its cheat sheets.
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
