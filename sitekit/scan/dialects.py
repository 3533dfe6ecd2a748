"""What a reader would see as it is typed, as the site's parser makes nothing of it.

Each is looked for in the text that the parser leaves, in which code is one sign,
`OPAQUE`, and so is no slip. A sign that is escaped by a backslash is meant.
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
        repair: What mends it.
    """

    at: int
    typed: str
    what: str
    repair: str


def _escaped(sign: str) -> str:
    return chr(ESCAPED + ord(sign))


CODE = "put it into backticks if it is code"
MATHS = "the guide sets no formulas: put it into backticks, or say it in words"
KNOWN = (
    "a|b|br|code|dd|del|details|div|dl|dt|em|figure|h[1-6]|hr|i|img|kbd|li|mark|ol|p|"
    "pre|s|span|strong|sub|summary|sup|table|td|textarea|th|tr|u|ul"
)
# Patterns, what they stand for, and what mends them.
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
            "is no footnote here",
            "write `[^name]`, and in a paragraph of its own `[^name]: …`",
        ),
        (r"(?<![\\\w$])\$\$[^$]+\$\$", "is no formula here", MATHS),
        (
            r"(?<![\\$])\$(?=[^\s$])[^$\n]*?(?<=[^\s$\\])\$(?![\d$])",
            "is no formula here",
            MATHS,
        ),
        (
            rf"{_escaped('(')}[^\n]+?{_escaped(')')}",
            "loses its backslashes: it is no formula here",
            MATHS,
        ),
        (
            rf"{_escaped('[')}[^{_escaped('[')}]+?{_escaped(']')}",
            "loses its backslashes: it is no formula here",
            MATHS + "; of brackets that are meant, escape the first alone: `\\[x]`",
        ),
        (
            r"(?<![=\w])==(?=[^\s=])[^=\n]+(?<=\S)==(?![=\w])",
            "marks nothing here",
            "write `<mark>…</mark>`, or `**…**`; " + CODE,
        ),
        (
            r"(?<![+\w])\+\+(?=[^\s+])[^\n]*?(?<=[^\s+])\+\+(?![+\w])",
            "is no key here",
            "write `<kbd>Ctrl</kbd>+<kbd>C</kbd>`; " + CODE,
        ),
        (
            r"\^\^(?=\S)[^^\n]+(?<=\S)\^\^",
            "underlines nothing here",
            "write `<ins>…</ins>`, or `**…**`",
        ),
        (
            r"(?<!\^)\^[^\s^\[\]]{1,30}\^(?!\^)",
            "raises nothing here",
            "write `<sup>…</sup>`; " + CODE,
        ),
        (
            r"~~(?=\S)[^~\n]+(?<=\S)~~",
            "strikes nothing out here",
            "write `<del>…</del>`, or delete it",
        ),
        (
            r"(?<!~)~(?=[^\s~])[^~\n]{1,60}(?<=[^\s~])~(?![\d~])",
            "lowers nothing here",
            "write `<sub>…</sub>`; " + CODE,
        ),
        (
            BEGINS + r"\[[ xX]?\](?=\s)",
            "is no box to tick here",
            "leave it out, or use the character ☐",
        ),
        (
            r"(?<![\w:/.\[(]):[a-z+-][a-z0-9_+-]*:(?![\w:])",
            "is no emoji here",
            "use the character itself, or say it in words; " + CODE,
        ),
        (
            r"\[\[[A-Za-z][^\[\]\n]*\]\]",
            "is no link here",
            "write `[words](page.md)`; " + CODE,
        ),
        (
            r"(?<![\w\]])!?\[[^\[\]\n]+\] ?\[[^\[\]\n]*\]",
            "is a link to something that is not defined",
            "write `[words](page.md)`; " + CODE,
        ),
        (
            r"!?\[[^\[\]\n]*\]\s?\((?=[^)\s]*(?::/|\.md|\.ipynb|\.html|\.py|#|\.\./))"
            r"[^)\n]*\)?",
            "is no link here",
            "write `[words](page.md)`, without a blank between `]` and `(`; a title "
            'stands in quotes: `[words](page.md "title")`',
        ),
        (
            r"\([^()\n]+\)\[(?:https?:|#|[\w./-]+\.md)[^\]\n]*\]",
            "is no link here",
            "write it the other way round: `[words](page.md)`",
        ),
        (
            r"\{:[^{}\n]*\}|\{ ?[#.][A-Za-z][^{}\n]*\}",
            "names nothing: here are no attributes",
            "put it right after what it belongs to; " + CODE,
        ),
        (r"\{(?:\+\+|--|~~|==|>>)|\{%", "is shown as it stands", CODE),
        (
            BEGINS + r":::+(?! [\w.]+\.\w+\s*$)[^\n]*",
            "opens no box here",
            "write `!!! note`, and indent what belongs into it by 4",
        ),
        (
            BEGINS + r"\[!\w+\]",
            "opens no box here",
            "write `!!! note`, and indent what belongs into it by 4",
        ),
        (
            BEGINS + r"(?:!!!|\?\?\?\+?)(?=[ \w\"])[^\n]*",
            "opens no box here",
            'write `!!! note "Title"` in a paragraph of its own',
        ),
        (
            BEGINS + r"===[+!]*[ ]+[^\n]*",
            "opens no tab here",
            'write `=== "Title"` in a paragraph of its own',
        ),
        (
            r"(?<=\n)[ ]*(?:[-*+]|\d{1,2}[.)])[ ]+\S[^\n]*",
            "begins no list: it is part of the paragraph above",
            "put a blank line above the list; if it is none, do not begin a line so",
        ),
        (
            BEGINS + r"(?:\d{1,2}\)|[a-z]\)|[•‣◦])[ ]+\S[^\n]*",
            "is no item of a list here",
            "write `1. ` or `- ` before it",
        ),
        (
            BEGINS + r"\|?[ ]*:?-{2,}:?[ ]*\|[-:| ]*",
            "makes no table here",
            "put a blank line above the table, and as many cells into each row",
        ),
        (
            BEGINS + r"={7}[ ]*(?=$|\n)",
            "is left over from a merge",
            "keep one of the two versions, and delete this line",
        ),
        (r"`+", "begins or ends no code", "put a backtick on both sides, or escape it"),
        (
            r"(?<![\w*])\*\*(?=\w)[^\n]{0,20}|[^\n]{0,20}(?<=\w)\*\*(?![\w*])",
            "has no other end: it is not bold",
            "put `**` on both sides, without blanks inside; " + CODE,
        ),
        (
            r"(?<!\w)__(?=\w)[^\n]{0,20}|[^\n]{0,20}(?<=\w)__(?!\w)",
            "has no other end: it is not bold",
            "put it into backticks if it is a name, or `**` on both sides",
        ),
        (
            r"(?<![\w*])\*(?=[A-Za-z])[^\n]{0,20}",
            "has no other end: it is not emphasised",
            "put `*` on both sides, without blanks inside; " + CODE,
        ),
        (
            rf"<(?:/?(?:{KNOWN})\b|!--)[^\n]{{0,20}}",
            "is no HTML: it does not end",
            "close it; write `&lt;` for a sign that is meant, and " + CODE,
        ),
        (
            r"(?<![\w/])https?://[^\s\ufffc]+",
            "is no link here",
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
