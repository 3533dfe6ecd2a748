"""A page in plain Markdown: what is not part of the site's own dialect.

Notebooks and the pages' Markdown are made of its parts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sitekit.checkout.sources import VALUE
from sitekit.records.store import Record
from sitekit.records.values import in_markdown, place, places
from sitekit.scan.model import Block, Page
from sitekit.weave.dialect import NOTE, Dialect, Resolve

CONTAINER = re.compile(
    r'^(?:!!!|\?\?\?\+?)\s+(?P<kind>[\w-]+)(?:\s+[\w -]+)?(?:\s+"(?P<title>.*)")?\s*$'
    r'|^===[+!]*\s+"(?P<tab>.*)"\s*$'
)
INDENT = 4
# A heading, with marks or with a line below it, and that line.
HEADING = re.compile(
    r"(?P<indent>[ >]*)(?:(?P<marks>#{1,6})[ \t]*(?P<text>.*?)(?<!\\)#*"
    r"|(?P<words>[^#<\s].*?))[ \t]*"
)
UNDERLINE = re.compile(r"[> ]*(?:=+|-+)")
ITEM = re.compile(r"(?P<indent> *)(?P<number>\d+)\.(?P<rest>\s.*)")

# The lines of a page, each with its number.
Numbered = Iterator[tuple[int, str]]


def nowhere(target: str) -> str:
    """Keeps links to other hosts only: a file by itself has no neighbours."""
    return target if re.match(r"https?:|mailto:", target) else ""


def fenced(language: str, text: str) -> str:
    """A fenced block, whose fence is longer than any in the text."""
    ticks = max((len(run) for run in re.findall(r"`{3,}", text)), default=2) + 1
    return f"{'`' * ticks}{language}\n{text}\n{'`' * ticks}"


def heading(page: Page, block: Block) -> str:
    """The heading that a block stands under, with places for its inline values."""
    below = [n for n, value in enumerate(page.values) if value.line >= block.under]

    def put(match: re.Match[str]) -> str:
        while below:
            number = below.pop(0)
            if page.values[number].expression == match[1]:
                return place(number)
        return match[0]

    return VALUE.sub(put, block.heading)


def page_parts(
    page: Page, record: Record | None, resolve: Resolve
) -> Iterator[str | Block]:
    """A page from top to bottom: its prose, with the values in it, and its blocks.

    Args:
        page: The page.
        record: Its record; None where nothing on it runs.
        resolve: What becomes of the targets of its links.
    """
    values = record.body.values if record else ()
    for part in _parts(page, places(values), resolve):
        yield in_markdown(part, values) if isinstance(part, str) else part


def _parts(
    page: Page, values: Sequence[str], resolve: Resolve
) -> Iterator[str | Block]:
    """The same, with some texts in the places of its inline values."""
    dialect = Dialect([line for _, line in _outside(page)], resolve)
    lines = _headed(page, list(_filled(page, values)))
    prose = list(_numbered(page, _unwrapped(lines, dialect)))
    at = 0
    for block in page.blocks:
        end = bisect_left(prose, (block.line,), at)
        yield from _joined([text for _, text in prose[at:end]], dialect)
        at = end + 1  # the line of its fence
        yield block
    yield from _joined([text for _, text in prose[at:]], dialect)


def depths(page: Page) -> dict[int, int]:
    """By how much each block is indented, because it is part of a list's item.

    Args:
        page: The page.

    Returns:
        Columns, by the numbers of the blocks.
    """
    lines = dict(_unwrapped(iter(_outside(page)), Dialect([], nowhere)))
    return {block.number: _indent(lines[block.line]) for block in page.blocks}


def out_of_list(text: str, depth: int) -> str:
    """A text that goes on within an item of a list, where the item itself is not.

    Args:
        text: Some lines.
        depth: The columns that the item's lines are indented by.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        depth = min(depth, _indent(line)) if line.strip() else depth
        lines[number] = line[depth:]
    return "\n".join(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _outside(page: Page) -> list[tuple[int, str]]:
    """The numbered lines outside of blocks, and the lines that open a block."""
    inside = {
        number
        for block in page.blocks
        for number in range(block.line + 1, block.line + block.height)
    }
    lines = enumerate(page.body.split("\n"), page.offset + 1)
    return [(number, line) for number, line in lines if number not in inside]


def _filled(page: Page, values: Sequence[str]) -> Numbered:
    """These lines, with the inline values put in."""
    rest = iter(values)
    opening = {block.line for block in page.blocks}
    for number, line in _outside(page):
        is_prose = number not in opening
        yield number, VALUE.sub(lambda _: next(rest), line) if is_prose else line


def _headed(page: Page, lines: list[tuple[int, str]]) -> Numbered:
    """Writes each heading in the one way that all readers of Markdown know."""
    levels = dict(page.headings)
    below = [text.strip() for _, text in lines[1:]] + [""]
    is_underline = False
    for (number, line), after in zip(lines, below, strict=True):
        found = HEADING.fullmatch(line) if number in levels else None
        yields = "" if is_underline else line
        is_underline = bool(found and found["words"] and UNDERLINE.fullmatch(after))
        if found and (found["marks"] or is_underline):
            text = (found["text"] or found["words"]).rstrip()
            yields = f"{found['indent']}{'#' * levels[number]} {text}"
        yield number, yields


def _unwrapped(lines: Numbered, dialect: Dialect) -> Numbered:
    """Takes what stands in admonitions, details, tabs and footnotes out of them."""
    containers: list[int] = []  # the indentation of each that is open
    for number, line in lines:
        indent = _indent(line)
        while line.strip() and containers and indent < containers[-1] + INDENT:
            containers.pop()
        text = line[INDENT * len(containers) :] if line.strip() else ""
        before = " " * _indent(text)
        if head := CONTAINER.match(text.strip()):
            containers.append(indent)
            title = head["tab"] if head["title"] is None else head["title"]
            title = head["kind"].capitalize() if title is None else title
            yield number, f"{before}**{title}**" if title else ""
            text = ""  # a title is a paragraph of its own
        elif (note := NOTE.match(text)) and note["name"] in dialect.notes:
            containers.append(indent)
            yield number, ""
            text = f"{before}{dialect.note(note['name'])} {note['text']}"
        yield number, dialect.line(text)


def _numbered(page: Page, lines: Numbered) -> Numbered:
    """Numbers the items of ordered lists as they count, and not as they are typed."""
    opening = {block.line for block in page.blocks}
    counts: dict[int, int] = {}  # the last number, by the indentation of its list
    is_apart = True
    for number, line in lines:
        text, indent = line, _indent(line)
        if item := ITEM.fullmatch(line):
            counts = {at: last for at, last in counts.items() if at <= indent}
            counts[indent] = counts.get(indent, int(item["number"]) - 1) + 1
            text = f"{item['indent']}{counts[indent]}.{item['rest']}"
        elif line.strip() and (is_apart or number in opening):
            counts = {at: last for at, last in counts.items() if at < indent}
        is_apart = not line.strip()
        yield number, text


def _joined(lines: list[str], dialect: Dialect) -> Iterator[str]:
    """One piece of prose, unless there is nothing in it."""
    text = "\n".join(
        line.rstrip() for line in dialect.plain("\n".join(lines)).split("\n")
    )
    if text.strip():
        yield re.sub(r"\n{3,}", "\n\n", text).strip("\n")
