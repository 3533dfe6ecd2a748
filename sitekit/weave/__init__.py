"""Records to pages: HTML, notebooks, scripts, Markdown.

A `Weaver` (in `blocks`) shows each kind of block: `html` shows code, outputs and
pictures, `aid_html` a quiz, an exercise or cards; `aids` fills in what their run
computed, `aid_markdown` writes them as Markdown. `stamp` says what proved a page.
`downloads` lists what readers can take away: `notebooks`, `scripts` and `markdown`,
made from the page's `prose` and blocks.
"""

from sitekit.weave.blocks import Weaver

__all__ = [
    "Weaver",
    "aids",
    "downloads",
    "html",
    "markdown",
    "notebooks",
    "prose",
    "stamp",
]
