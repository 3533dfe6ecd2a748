"""Gives a lab the look and the weight of the other pages.

mkdocs-jupyter renders a notebook with styles and scripts of its own, over half
a megabyte in each page, and they know neither the guide's themes nor its
figures. What it rendered is kept: the prose, the highlighted code, the
headings. The cells are put into the same cards as every other block.
"""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from sitekit import weave
from sitekit.page import Page
from sitekit.problems import Problem
from sitekit.records import Record

OWN_LOOK = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)


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
    soup = BeautifulSoup(OWN_LOOK.sub("", html), "html.parser")
    # Not with selectors, whose package takes longer to import than all of this.
    # The wrapper of a code cell has a cell's class too, but no id.
    cells = soup.find_all("div", class_="jp-Cell", id=True)
    parts = []
    number = 0
    for cell in cells:
        source = cell.find("div", class_="highlight-ipynb")
        code = source.pre if source else None
        if code is None:
            parts.append(_prose(cell))
            continue
        block = page.blocks[number] if number < len(page.blocks) else None
        if block is None or code.get_text().split() != block.code.split():
            raise Problem(
                page.path,
                block.line if block else 1,
                f"cell {number + 1} as rendered is not the block that ran",
                "nox -s site",
            )
        entry = record.body["blocks"][number]
        parts.append(
            f'<div class="highlight" {weave.mark(block, entry)}>'
            f"<pre><span></span><code>{code.decode_contents()}</code></pre>"
            f"{weave.outputs(page, block, entry)}</div>"
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


def _prose(cell: Tag) -> str:
    body = cell.find("div", class_="jp-RenderedMarkdown")
    if body is None:
        return ""
    for link in body.find_all("a", class_="anchor-link"):
        link["class"] = "headerlink"
        link["title"] = "Link to this section"
    return body.decode_contents()
