"""A page in plain Markdown: what is no part of the site's own dialect.

Notebooks and the pages' Markdown are made of its parts.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec

from sitekit.checkout.sources import VALUE
from sitekit.records.store import Record
from sitekit.records.values import in_markdown, places
from sitekit.scan.model import Block, Page

CONTAINER = re.compile(
    r'^(?:!!!|\?\?\?\+?)\s+(?P<kind>[\w-]+)(?:\s+[\w -]+)?(?:\s+"(?P<title>.*)")?\s*$'
    r'|^===[+!]*\s+"(?P<tab>.*)"\s*$'
)
INDENT = 4
# What stands first wins: what looks like a link in a code span is left alone.
DIALECT = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)\s]+)\)"
    r'|(?<=href=")(?P<href>[^"]+)'
    r"|\{\s*[.#:][^}]*\}"
    r"|</?div[^>]*>"
)

# Gives for the target of a link what is to stand there; "" for no link at all.
Resolve = Callable[[str], str]


def nowhere(target: str) -> str:
    """Keeps links to other hosts only: a file by itself has no neighbours."""
    return target if re.match(r"https?:|mailto:", target) else ""


def fenced(language: str, text: str) -> str:
    """A fenced block, whose fence is longer than any in the text."""
    ticks = max((len(run) for run in re.findall(r"`{3,}", text)), default=2) + 1
    return f"{'`' * ticks}{language}\n{text}\n{'`' * ticks}"


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
    if record:
        body = msgspec.structs.replace(record.body, values=places(values))
        record = replace(record, body=body)
    for part in _parts(page, record, resolve):
        yield in_markdown(part, values) if isinstance(part, str) else part


def _parts(
    page: Page, record: Record | None, resolve: Resolve
) -> Iterator[str | Block]:
    """A page from top to bottom: its prose, with the values in it, and its blocks.

    Args:
        page: The page.
        record: Its record; None where nothing on it runs.
        resolve: What becomes of the targets of its links.
    """
    prose = list(_unwrapped(_filled(page, record)))
    at = 0
    for block in page.blocks:
        end = bisect_left(prose, (block.line,), at)
        yield from _joined([text for _, text in prose[at:end]], resolve)
        at = end
        yield block
    yield from _joined([text for _, text in prose[at:]], resolve)


def _filled(page: Page, record: Record | None) -> Iterator[tuple[int, str]]:
    """The numbered lines outside of blocks, with the inline values put in."""
    values = iter(record.body.values if record else ())
    inside = {
        number
        for block in page.blocks
        for number in range(block.line, block.line + _height(block))
    }
    for number, line in enumerate(page.body.split("\n"), page.offset + 1):
        if number not in inside:
            yield number, VALUE.sub(lambda _: next(values), line)


def _height(block: Block) -> int:
    """The lines that a block takes on its page, with both fences."""
    return 2 + (block.raw.count("\n") + 1 if block.raw else 0)


def _unwrapped(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Takes what stands in admonitions, details and tabs out of them."""
    containers: list[int] = []  # the indentation of each that is open
    for number, line in lines:
        indent = len(line) - len(line.lstrip())
        while line.strip() and containers and indent < containers[-1] + INDENT:
            containers.pop()
        text = line[INDENT * len(containers) :] if line.strip() else ""
        head = CONTAINER.match(text.strip())
        if head:
            containers.append(indent)
            title = head["tab"] if head["title"] is None else head["title"]
            title = head["kind"].capitalize() if title is None else title
            yield number, f"**{title}**" if title else ""
            text = ""  # a title is a paragraph of its own
        yield number, text


def _joined(lines: list[str], resolve: Resolve) -> Iterator[str]:
    """One piece of prose, unless there is nothing in it."""
    text = _plain(lines, resolve)
    if text.strip():
        yield text


def _plain(lines: list[str], resolve: Resolve) -> str:
    """Takes the site's dialect out of some lines."""

    def put(match: re.Match[str]) -> str:
        if match["ticks"]:
            return match[0]
        if match["target"]:
            target = resolve(match["target"])
            return f"[{match['text']}]({target})" if target else match["text"]
        if match["href"]:
            return resolve(match["href"]) or match["href"]
        return ""

    text = "\n".join(DIALECT.sub(put, line).rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
