"""Text to blocks: pages, labs and snippet files are read and checked.

`scan_page` reads a page into the blocks of `model`, `site` reads all of them. `fences`
finds the fenced blocks as the site's parser does, `options` checks their headers and
reads what their text stands for, `sections` resolves includes, `labs` makes a lab's
script a page, `front_matter` reads what a page says of itself; `addresses` says where
it will be.
"""

from sitekit.scan.pages import scan_page

__all__ = [
    "addresses",
    "fences",
    "model",
    "options",
    "scan_page",
    "sections",
    "site",
]
