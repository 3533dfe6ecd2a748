"""Text to blocks: pages, labs and snippet files are read.

`scan_page` reads a page or a lab, `site` reads all of them; both give the `Page` and
`Block` of `model`. `fences` finds the fenced blocks as the site's parser does;
`options` checks their options and reads their content; `sections` resolves includes.
`claims` ties words to the run, with `facts`, the glossary's `definitions`, and
`experiments`, which are the longer runs behind a conclusion;
`sentences` finds those that nothing bears out, `asked` what only a question says.
`labs` turns a lab's script into Markdown; `front_matter` reads a page's front matter.
`parsed` is what the site's parser makes of a page's prose; `walk` goes through it, and
`slips` tells what is wrong there, with `dialects`, `indents` and `places`.
`addresses` gives a page's address on the site; `stray_files` finds files without a use.
"""

from sitekit.scan.pages import scan_page
from sitekit.scan.strays import stray_files

__all__ = [
    "addresses",
    "definitions",
    "fences",
    "model",
    "options",
    "scan_page",
    "site",
    "stray_files",
]
