"""What a reader would see as it is typed, as the site's parser makes nothing of it.

Each is looked for in the text that the parser leaves, in which code is one sign,
`OPAQUE`, and so is not a slip. A sign that is escaped by a backslash is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPAQUE = "\ufffc"  # stands for code, a picture or an HTML entity
ESCAPED = 0xE000  # what is escaped stands this far above itself
BEGINS = r"(?:^|(?<=\n))[ ]*"


@dataclass(frozen=True)
class Slip:
    """One thing that is shown as it is typed.

    Attributes:
        at: Where in the text.
        typed: What is typed there, as far as it stands on one line.
        what: What is wrong.
        repair: What fixes it.
    """

    at: int
    typed: str
    what: str
    repair: str


def _escaped(sign: str) -> str:
    return chr(ESCAPED + ord(sign))


CODE = "put it in backticks if it is code"
MATHS = "put it in backticks or say it in words: the guide does not render formulas"
KNOWN = (
    "a|b|br|code|dd|del|details|div|dl|dt|em|figure|h[1-6]|hr|i|img|kbd|li|mark|ol|p|"
    "pre|s|span|strong|sub|summary|sup|table|td|textarea|th|tr|u|ul"
)
# Patterns, what they stand for, and what fixes them.
DIALECTS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), what, repair)
    for pattern, what, repair in (
        (
            r"\[\^[^\]\s]+\](?!:)",
            "is a footnote that is not defined",
            "define it in a paragraph of its own: `[^name]: …`; " + CODE,
        ),
        (
            r"\^\[[^\]\n]+\]",
            "is not a footnote here",
            "write `[^name]`, and in a paragraph of its own `[^name]: …`",
        ),
        (r"(?<![\\\w$])\$\$[^$]+\$\$", "is not a formula here", MATHS),
        (
            r"(?<![\\$])\$(?=[^\s$])[^$\n]*?(?<=[^\s$\\])\$(?![\d$])",
            "is not a formula here",
            MATHS,
        ),
        (
            rf"{_escaped('(')}[^\n]+?{_escaped(')')}",
            "loses its backslashes: it is not a formula here",
            MATHS,
        ),
        (
            rf"{_escaped('[')}[^{_escaped('[')}]+?{_escaped(']')}",
            "loses its backslashes: it is not a formula here",
            MATHS + "; for literal brackets, escape only the first: `\\[x]`",
        ),
        (
            r"(?<![=\w])==(?=[^\s=])[^=\n]+(?<=\S)==(?![=\w])",
            "is not highlighted here",
            "write `<mark>…</mark>`, or `**…**`; " + CODE,
        ),
        (
            r"(?<![+\w])\+\+(?=[^\s+])[^\n]*?(?<=[^\s+])\+\+(?![+\w])",
            "is not shown as a key here",
            "write `<kbd>Ctrl</kbd>+<kbd>C</kbd>`; " + CODE,
        ),
        (
            r"\^\^(?=\S)[^^\n]+(?<=\S)\^\^",
            "is not underlined here",
            "write `<ins>…</ins>`, or `**…**`",
        ),
        (
            r"(?<!\^)\^[^\s^\[\]]{1,30}\^(?!\^)",
            "is not superscript here",
            "write `<sup>…</sup>`; " + CODE,
        ),
        (
            r"~~(?=\S)[^~\n]+(?<=\S)~~",
            "is not struck out here",
            "write `<del>…</del>`, or delete it",
        ),
        (
            r"(?<!~)~(?=[^\s~])[^~\n]{1,60}(?<=[^\s~])~(?![\d~])",
            "is not subscript here",
            "write `<sub>…</sub>`; " + CODE,
        ),
        (
            BEGINS + r"\[[ xX]?\](?=\s)",
            "is not a checkbox here",
            "delete it, or use the character ☐",
        ),
        (
            r"(?<![\w:/.\[(]):[a-z+-][a-z0-9_+-]*:(?![\w:])",
            "is not an emoji here",
            "use the character itself, or say it in words; " + CODE,
        ),
        (
            r"\[\[[A-Za-z][^\[\]\n]*\]\]",
            "is not a link here",
            "write `[words](page.md)`; " + CODE,
        ),
        (
            r"(?<![\w\]])!?\[[^\[\]\n]+\] ?\[[^\[\]\n]*\]",
            "refers to a link that is not defined",
            "write `[words](page.md)`; " + CODE,
        ),
        (
            r"!?\[[^\[\]\n]*\]\s?\((?=[^)\s]*(?::/|\.md|\.ipynb|\.html|\.py|#|\.\./))"
            r"[^)\n]*\)?",
            "is not a link here",
            "write `[words](page.md)`, without a space between `]` and `(`; a title "
            'goes in quotes: `[words](page.md "title")`',
        ),
        (
            r"\([^()\n]+\)\[(?:https?:|#|[\w./-]+\.md)[^\]\n]*\]",
            "is not a link here",
            "write it the other way round: `[words](page.md)`",
        ),
        (
            r"\{:[^{}\n]*\}|\{ ?[#.][A-Za-z][^{}\n]*\}",
            "is not read as attributes here",
            "put it directly after what it belongs to; " + CODE,
        ),
        (r"\{(?:\+\+|--|~~|==|>>)|\{%", "is shown as it is typed", CODE),
        (
            BEGINS + r":::+(?! [\w.]+\.\w+\s*$)[^\n]*",
            "does not open a box here",
            "write `!!! note`, and indent its content by 4",
        ),
        (
            BEGINS + r"\[!\w+\]",
            "does not open a box here",
            "write `!!! note`, and indent its content by 4",
        ),
        (
            BEGINS + r"(?:!!!|\?\?\?\+?)(?=[ \w\"])[^\n]*",
            "does not open a box here",
            'write `!!! note "Title"` in a paragraph of its own',
        ),
        (
            BEGINS + r"===[+!]*[ ]+[^\n]*",
            "does not open a tab here",
            'write `=== "Title"` in a paragraph of its own',
        ),
        (
            r"(?<=\n)[ ]*(?:[-*+]|\d{1,2}[.)])[ ]+\S[^\n]*",
            "does not start a list: it is part of the paragraph above",
            "put a blank line above the list, or start the line differently",
        ),
        (
            BEGINS + r"(?:\d{1,2}\)|[a-z]\)|[•‣◦])[ ]+\S[^\n]*",
            "is not a list item here",
            "write `1. ` or `- ` before it",
        ),
        (
            BEGINS + r"\|?[ ]*:?-{2,}:?[ ]*\|[-:| ]*",
            "does not make a table here",
            "put a blank line above it, and give every row the same number of cells",
        ),
        (
            BEGINS + r"={7}[ ]*(?=$|\n)",
            "is left over from a merge conflict",
            "keep one of the two versions, and delete this line",
        ),
        (
            r"`+",
            "does not begin or end code",
            "put a backtick on both sides, or escape it",
        ),
        (
            r"(?<![\w*])\*\*(?=\w)[^\n]{0,20}|[^\n]{0,20}(?<=\w)\*\*(?![\w*])",
            "has no matching end: it is not bold",
            "put `**` on both sides, without spaces inside; " + CODE,
        ),
        (
            r"(?<!\w)__(?=\w)[^\n]{0,20}|[^\n]{0,20}(?<=\w)__(?!\w)",
            "has no matching end: it is not bold",
            "put it in backticks if it is a name, or `**` on both sides",
        ),
        (
            r"(?<![\w*])\*(?=[A-Za-z])[^\n]{0,20}",
            "has no matching end: it is not emphasised",
            "put `*` on both sides, without spaces inside; " + CODE,
        ),
        (
            rf"<(?:/?(?:{KNOWN})\b|!--)[^\n]{{0,20}}",
            "is not HTML: it is not closed",
            "close it; write `&lt;` for a literal `<`, and " + CODE,
        ),
        (
            r"(?<![\w/])https?://[^\s\ufffc]+",
            "is not a link here",
            "write `<https://…>` or `[words](https://…)`; " + CODE,
        ),
    )
)

# Without any of these there is nothing to look for.
SUSPECT = re.compile(
    r"[\[$~^`*{<|\ue000-\ue07f]|==|\+\+|__|:[a-z+/:-]|!!!|\?\?\?"
    r"|(?:^|\n)[ ]*(?:[-+•‣◦]|\w{1,2}[.)])[ ]"
)


def find_slips(text: str) -> Iterator[Slip]:
    """Finds what is shown as it is typed.

    Args:
        text: The text of a paragraph, an item, a heading or a cell.
    """
    if not SUSPECT.search(text):
        return
    taken: list[tuple[int, int]] = []
    for pattern, what, repair in DIALECTS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            typed = _typed(match[0])
            shown = f"`{_short(typed)}`" if typed.strip("`") else "a backtick"
            yield Slip(start, typed, f"{shown} {what}", repair)


def _typed(text: str) -> str:
    """What stands in the source: the first part of it that is known and no sign."""
    known = "".join(
        "\\" + chr(ord(sign) - ESCAPED)
        if ESCAPED <= ord(sign) < ESCAPED + 128
        else sign
        for sign in text
    )
    parts = [part.strip() for part in re.split(rf"[{OPAQUE}\n]", known)]
    return next((part for part in parts if len(part) > 2), max(parts, key=len))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
