"""Cheat sheets: pages that print on two sheets of paper, linked with their pages.

A page with `sheet:` in its front matter is one; there it lists the pages that it
sums up. Both are linked from here, and `sheets.css` lays a sheet out.
"""

import re

from markupsafe import Markup

from sitekit.checkout import Problem, Problems
from sitekit.records.library import Library
from sitekit.scan.addresses import up_from
from sitekit.scan.model import Page
from sitekit.weave.html import page_links
from sitekit.weave.stamp import STAMP

KEY = "sheet"
LOOK = "assets/sheets.css"
SECTION = re.compile(r"(?=<h2\b)")
HINT = Markup(
    '<p class="sg-print">In full: {}. It prints on at most two pages A4: '
    "<kbd>Ctrl</kbd> or <kbd>⌘</kbd>, and <kbd>P</kbd>.</p>"
)


def read_sheets(library: Library) -> dict[str, tuple[str, ...]]:
    """The cheat sheets, by name, with the names of the pages that each sums up.

    Raises:
        Problems: A sheet names no page, or one that does not exist.
    """
    return library.once("sheets", _read)


def _read(library: Library) -> dict[str, tuple[str, ...]]:
    names = {page.name for page in library.pages.values()}
    found, problems = {}, []
    for page in library.pages.values():
        if KEY in page.front.values:
            try:
                found[page.name] = _pages(page, names)
            except Problem as problem:
                problems.append(problem)
    if problems:
        raise Problems(problems)
    return found


def _pages(page: Page, names: set[str]) -> tuple[str, ...]:
    """The names of the pages that a sheet lists, checked.

    Raises:
        Problem: There are none, or one is not a page.
    """
    repair = f"list the pages that it sums up: `{KEY}: [keras/sequential]`"
    listed = page.front.names(page.path, KEY)
    for one in listed:
        if one.text not in names - {page.name}:
            what = f"this sheet sums up {one.text!r}, which is not another page"
            raise Problem(page.path, one.line, what, repair)
    if not listed:
        what = "this sheet does not sum up any page"
        raise Problem(page.path, page.front.lines[KEY][0], what, repair)
    return tuple(one.text for one in listed)


def add_sheets(library: Library, name: str, html: str) -> str:
    """Links a sheet with the pages that it sums up, and each of them with it.

    Args:
        library: All pages.
        name: The page.
        html: What was rendered.

    Returns:
        The same with the line; a sheet's sections are kept together in columns.
    """
    sheets = read_sheets(library)
    up = up_from(name)
    titles = {page.name: page.title for page in library.pages.values()}
    body, stamp, end = html.partition(STAMP)
    if name in sheets:
        head, title, text = body.partition("</h1>")
        first, *sections = SECTION.split(text)
        kept = "".join(f"<section>{section}</section>" for section in sections)
        hint = HINT.format(page_links(up, sheets[name], titles))
        look = Markup('<link rel="stylesheet" href="{}">').format(up + LOOK)
        body = f'{look}{head}{title}\n{hint}{first}<div class="sg-sheet">{kept}</div>\n'
    mine = [sheet for sheet, pages in sheets.items() if name in pages]
    if mine:
        line = Markup('<p class="sg-on-paper"><b>On paper:</b> {}.</p>')
        body = f"{body}{line.format(page_links(up, mine, titles))}"
    return f"{body}{stamp}{end}"
