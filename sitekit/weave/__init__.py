"""Records to pages: outputs as HTML, notebooks, scripts and Markdown.

A `Weaver` shows each kind of block: its code with what it showed (`html`), a picture,
or a quiz, an exercise or cards (`aids`, as HTML by `aid_html`, as Markdown by
`aid_markdown`). `stamp` says what proved a page; `downloads` lists what readers take
away, made by `notebooks`, `scripts` and `markdown` from the page's `prose`.
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
