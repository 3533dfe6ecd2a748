"""Keeps drawings out of a page until it is written.

Each figure has hundreds of elements, which the search, the tooltips and the
template would all read, for words that are not in them.
"""

import re

DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
PLACE = re.compile(r'<svg data-drawing="(\d+)"></svg>')


def take_out(html: str) -> tuple[str, list[str]]:
    """Takes all drawings out of a page.

    Returns:
        The page with a place for each drawing, and the drawings in their order.
    """
    drawings: list[str] = []

    def keep(found: re.Match[str]) -> str:
        drawings.append(found[0])
        return f'<svg data-drawing="{len(drawings) - 1}"></svg>'

    return DRAWING.sub(keep, html), drawings


def put_back(html: str, drawings: list[str]) -> str:
    """Puts all drawings back into a page."""
    return PLACE.sub(lambda found: drawings[int(found[1])], html)
