"""Parts of a page that wait outside of it until it is written.

A drawing has hundreds of elements, and so have tables of data, exercises and quizzes.
The search, the tooltips and the template would all read them, for words that they
leave out anyway.
"""

import re

DRAWING = re.compile(r"<svg\b")
PART = re.compile(
    r"<svg\b|<(section|form)\b[^<>]*\sdata-search-exclude(?=[\s>])[^<>]*>"
    r'|<(div) class="sg-rich"[^<>]*>'
)
SAME = {tag: re.compile(rf"<(/?){tag}\b") for tag in ("div", "section", "form")}
PLACE = re.compile(r'<svg data-part="(\d+)"></svg>')


def take_out(html: str, what: re.Pattern[str] = PART) -> tuple[str, list[str]]:
    """Takes all drawings out of a page, and the contents of tables and of study aids.

    Args:
        html: A page.
        what: Finds the beginning of each part: `PART`, or `DRAWING` for drawings only.

    Returns:
        The page with a place for each part, and the parts in their order.
    """
    left: list[str] = []
    parts: list[str] = []
    at = 0
    found = what.search(html)
    while found:
        tag = found[found.lastindex] if found.lastindex else ""
        start, end = inside(html, found.end(), tag) if tag else _drawing(html, found)
        if end > start:
            left += [html[at:start], f'<svg data-part="{len(parts)}"></svg>']
            parts.append(html[start:end])
            at = end
        found = what.search(html, max(found.end(), end))
    return "".join([*left, html[at:]]), parts


def _drawing(html: str, found: re.Match[str]) -> tuple[int, int]:
    """Where a drawing begins and ends; it ends at -1 where nothing ends it."""
    end = html.find("</svg>", found.end())
    return found.start(), end + len("</svg>") if end >= 0 else -1


def inside(html: str, start: int, tag: str) -> tuple[int, int]:
    """Where the contents of an element begin and end; -1 where nothing ends them.

    Args:
        html: A page.
        start: Where the element's first tag ends.
        tag: Its name, one of `SAME`.
    """
    depth = 1
    for one in SAME[tag].finditer(html, start):
        depth += -1 if one[1] else 1
        if not depth:
            return start, one.start()
    return start, -1


def put_back(html: str, parts: list[str]) -> str:
    """Puts all parts back into a page."""
    return PLACE.sub(lambda found: parts[int(found[1])], html)
