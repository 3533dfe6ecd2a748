"""Which blocks a page shows: those whose marks are elements, and not hidden."""

import re
from html.parser import HTMLParser

from markdown.serializers import HTML_EMPTY

from sitekit.skins import stash

MARK = re.compile(r'data-block="(\d+)"')
# Without any of these nothing is hidden, and the page need not be parsed. A comment,
# a style or a script hides nothing where no element can be in it.
MAY_HIDE = re.compile(
    r"<(?:!--(?![^<>]*-->)|template\b|(script|style)\b(?![^<>]*>[^<]*</\1>))"
)
STYLE = re.compile(r"y\s*:\s*(?:none|hidden)\b")  # display, visibility
# The attribute, once values are left out: after the word in a sentence no tag ends.
HIDDEN = re.compile(r"\shidden(?=[\s=>/])[^<>]*?(?:>|=\s*[\"'])")
ATTRIBUTE_VALUE = re.compile(r'="[^"<>]*"')


class _Shown(HTMLParser):
    """Notes the blocks among the elements of a page; a comment has no elements."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[int] = []
        self.hidden: list[str] = []  # the hidden element, and those of its name in it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes one element."""
        values = dict(attrs)
        if self.hidden:
            self.hidden += [tag] if tag == self.hidden[0] else []
        elif tag == "template" or "hidden" in values or _unseen(values.get("style")):
            self.hidden = [tag] if tag not in HTML_EMPTY else []
        elif "data-block" in values:
            self.blocks.append(int(values["data-block"] or -1))

    def handle_endtag(self, tag: str) -> None:
        """Notes the end of one element."""
        if tag in self.hidden:
            self.hidden.pop()


def _unseen(style: str | None) -> bool:
    return bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style or ""))


def _may_be_hidden(html: str) -> bool:
    """Whether an element may have the attribute; the word alone is not a reason."""
    return "hidden" in html and bool(HIDDEN.search(ATTRIBUTE_VALUE.sub("", html)))


def visible_blocks(html: str) -> list[int]:
    """The numbers of the blocks that a page shows, in order."""
    html, _ = stash.take_out(html, stash.DRAWING)
    if not (MAY_HIDE.search(html) or STYLE.search(html) or _may_be_hidden(html)):
        return [int(number) for number in MARK.findall(html)]
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return parser.blocks
