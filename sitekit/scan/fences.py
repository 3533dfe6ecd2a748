"""Finds the fenced blocks of a Markdown text, exactly as the site's parser does.

The finder *is* the superfences preprocessor that renders the site, made to
note each fence and its lines instead of rendering it. So a block inside a tab,
an admonition, a list or a quote is found here if and only if it is rendered
there. What looks like a fence but is none to superfences is an error.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown import Markdown
from pymdownx.superfences import (
    SuperFencesBlockPreprocessor,
    SuperFencesCodeExtension,
)

LOOKS_LIKE_A_FENCE = re.compile(r"^[>\s]*(?:(?:[-*+]|\d+[.)])\s+)*(?:`{3,}|~{3,})")
TAB_LENGTH = 4


@dataclass(frozen=True)
class Fence:
    """One fenced block as it stands in the text.

    Attributes:
        line: Line of the opening fence, counted from 1.
        end: Line of the closing fence.
        language: The first word or class of the header; "" where there is none.
        classes: Further classes of a brace header.
        options: The header's `key="value"` pairs; a bare `key` stands for itself.
        text: The body, without the indentation and quote marks around it.
    """

    line: int
    end: int
    language: str
    classes: tuple[str, ...]
    options: Mapping[str, str]
    text: str


def accept(
    language: str,
    inputs: dict[str, str],
    options: dict[str, str],
    attrs: dict[str, str],
    md: Markdown,
) -> bool:
    """Takes every option of a header: `options.read` judges them, with a line."""
    options.update(inputs)
    return True


class _Finder(SuperFencesBlockPreprocessor):
    """Superfences, noting each fence in `found` instead of rendering it."""

    def find(self, lines: list[str]) -> list[Fence]:
        self.found: list[Fence] = []
        self.run(lines)
        return self.found

    def process_nested_block(self, ws: str, content: str, start: int, end: int) -> None:
        self.found.append(
            Fence(
                line=start + 1,
                end=end,
                language=self.lang or "",
                classes=tuple(self.classes),
                # An id is of no use on a block: it becomes an unknown option.
                options=dict(self.options) | ({"id": self.id} if self.id else {}),
                text=self.rebuild_block(self.code),
            )
        )
        self.clear()


def _unused(*args: Any, **kwargs: Any) -> str:
    raise AssertionError("the finder renders nothing")


@lru_cache(maxsize=1)
def _finder() -> _Finder:
    extension = SuperFencesCodeExtension(disable_indented_code_blocks=True)
    extension.config["custom_fences"][0] = [
        {"name": "*", "class": "", "format": _unused, "validator": accept}
    ]
    md = Markdown(extensions=["attr_list", extension], tab_length=TAB_LENGTH)
    finder = _Finder(md)
    finder.config = extension.getConfigs()
    finder.extension = extension
    return finder


def find_fences(text: str) -> tuple[list[Fence], list[int]]:
    """Finds all fences of a Markdown text.

    Returns:
        The fences in order, and the lines (from 1) that look like a fence to a
        person but are none to the site's parser.
    """
    finder = _finder()
    # What the site's parser does first: tabs go, and so do lines of nothing but blanks.
    lines = finder.md.preprocessors["normalize_whitespace"].run(text.split("\n"))
    fences = finder.find(lines)
    inside = {n for fence in fences for n in range(fence.line, fence.end + 1)}
    strays = [
        number
        for number, line in enumerate(lines, 1)
        if number not in inside and LOOKS_LIKE_A_FENCE.match(line)
    ]
    return fences, strays


def tabs(text: str, fences: list[Fence]) -> Iterator[int]:
    """The lines of blocks with a tab that the site's parser would make blanks of."""
    lines = text.split("\n") if "\t" in text else []
    for fence in fences if lines else ():
        opening = lines[fence.line - 1]
        prefix = opening[: len(opening) - len(opening.lstrip("> \t"))]
        for number in range(fence.line + 1, fence.end):
            if "\t" in lines[number - 1].removeprefix(prefix):
                yield number


def apart(lines: list[str], fences: list[Fence]) -> list[str]:
    """Takes blocks off the lines around them: they are no part of a paragraph.

    Args:
        lines: A page's lines; blank ones are put into them.
        fences: Its blocks, in order.
    """
    for fence in reversed(fences):
        if lines[fence.line - 1].startswith(("`", "~")):
            lines.insert(fence.end, "")
            lines.insert(fence.line - 1, "")
    return lines
