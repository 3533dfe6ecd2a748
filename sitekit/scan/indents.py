"""Tells a line that is not shown where its indentation puts it.

What belongs to an item or a box stands four further in than that; where it does not,
the parser shows it elsewhere, and says nothing.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from sitekit.scan.fences import TAB_LENGTH
from sitekit.scan.parsed import HEAD, ITEM

CODE = "make it a fenced block, with the language `text` if it is not code"


def misplaced(
    line: str, around: Sequence[Element], is_block: bool
) -> tuple[str, str] | None:
    """What is wrong with a line's indentation, and what fixes it; None for nothing.

    Args:
        line: A line that begins something, as it is typed.
        around: The elements in which it is shown, the innermost last.
        is_block: Whether it opens a fenced block.
    """
    found, items = _typed(line)
    wanted, slack = _shown(around)
    wanted[-1] -= TAB_LENGTH * items
    if len(found) != len(wanted):
        return None
    for actual, right in zip(found, wanted, strict=True):
        if actual % TAB_LENGTH:
            low = actual // TAB_LENGTH * TAB_LENGTH
            what = f"this line is indented by {actual}, which is not a multiple of 4"
            repair = f"indent it by {low + TAB_LENGTH} if it belongs to the item or "
            return what, repair + f"the box above it, otherwise by {low}"
        if actual > right and actual != right - slack:
            what = f"this line is indented by {actual}, but belongs to nothing above it"
            if is_block or items:
                return what, f"indent it by {max(right, 0)}"
            return what, f"{CODE}; if it is prose, indent it by {max(right, 0)}"
    return None


def _typed(line: str) -> tuple[list[int], int]:
    """The blanks before and between the marks of quotes, and how many items begin."""
    found = []
    while True:
        rest = line.lstrip(" ")
        found.append(len(line) - len(rest))
        if not rest.startswith(">"):
            break
        line = rest[1:].removeprefix(" ")
    head = HEAD.match(rest)
    return found, len(ITEM.findall(head["items"])) if head else 0


def _shown(around: Sequence[Element]) -> tuple[list[int], int]:
    """The blanks that belong there, and how many fewer do as well."""
    wanted, slack = [0], 0
    for element in around:
        names = {*(element.get("class") or "").split()}
        if element.tag == "blockquote":
            wanted.append(0)
        elif element.tag in ("li", "dd") or names & {"admonition", "tabbed-block"}:
            wanted[-1] += TAB_LENGTH
        elif element.tag == "details":  # or it is typed as HTML, without indentation
            wanted[-1] += TAB_LENGTH
            slack += TAB_LENGTH
    return wanted, slack
