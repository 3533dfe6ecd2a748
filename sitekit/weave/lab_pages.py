"""Gives a lab the look and the weight of the other pages.

mkdocs-jupyter renders a notebook with styles and scripts of its own, over half
a megabyte in each page, and they know neither the guide's themes nor its
figures. What it rendered is kept: the prose, the highlighted code, the
headings. The cells are put into the same cards as every other block.
"""

import re
from html import unescape

from sitekit.checkout.problems import Problem
from sitekit.records.store import Record
from sitekit.scan.model import Page
from sitekit.weave import stash
from sitekit.weave.html import block_attributes, lean, outputs_html

OWN_LOOK = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
# The wrapper of a code cell has a cell's class too, but no id.
CELL = re.compile(r'<div class="jp-Cell [^"]*" id="[^"]*">')
CODE = re.compile(r'<div class="highlight-ipynb\b[^>]*><pre>(.*?)</pre>', re.DOTALL)
PROSE = re.compile(r'<div class="[^"]*\bjp-RenderedMarkdown\b[^>]*>')
ANCHOR = re.compile(r'<a class="anchor-link" (href="[^"]*")>')
TAG = re.compile(r"<[^>]*>")


def restyle(html: str, page: Page, record: Record, stamp: str) -> str:
    """Turns mkdocs-jupyter's HTML of a lab into a page like the others.

    Args:
        html: What mkdocs-jupyter rendered.
        page: The lab.
        record: Its record.
        stamp: What stands at the end of the page.

    Raises:
        Problem: The cells are not, one for one, the blocks that ran.
    """
    starts = [found.start() for found in CELL.finditer(html)]
    parts = []
    number = 0
    for start, end in zip(starts, [*starts[1:], len(html)], strict=True):
        cell = html[start:end]
        source = CODE.search(cell)
        if source is None:
            parts.append(_prose(page, cell))
            continue
        code = source[1]
        block = page.blocks[number] if number < len(page.blocks) else None
        if block is None or _text(code) != block.code.split():
            raise Problem(
                page.path,
                block.line if block else 1,
                f"cell {number + 1} as rendered is not the block that ran",
                "nox -s site",
            )
        entry = record.body.blocks[number]
        parts.append(
            f'<div class="highlight" {block_attributes(block, entry.outputs)}>'
            f"<pre><span></span><code>{lean(code)}</code></pre>"
            f"{outputs_html(page, block, entry.outputs)}</div>"
        )
        number += 1
    if number != len(page.blocks):
        raise Problem(
            page.path,
            page.blocks[number].line,
            "this block ran, but the site does not show it",
            "nox -s site",
        )
    return "\n".join([*parts, stamp])


def _text(code: str) -> list[str]:
    """The words of highlighted code."""
    return unescape(TAG.sub("", code)).split()


def _prose(page: Page, cell: str) -> str:
    found = PROSE.search(cell)
    start, end = stash.inside(cell, found.end(), "div") if found else (0, -1)
    if end < 0:
        what = "a cell is rendered in another way than it used to be"
        repair = "mend sitekit/weave/lab_pages.py: mkdocs-jupyter has changed"
        raise Problem(page.path, 1, what, repair)
    link = r'<a class="headerlink" \1 title="Link to this section">'
    return ANCHOR.sub(link, OWN_LOOK.sub("", cell[start:end]))
