"""Inline values are text: no sign in them is Markdown, HTML or a link.

A place stands for each value until the page is rendered: it is made of signs that mean
nothing to anybody. So no rule of Markdown, and no extension, ever sees a value.
"""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

# Private to us: between these two stands a number, its digits moved to their kind.
FIRST, LAST, ZERO = "\ue000", "\ue001", 0xE010
PLACE = re.compile(rf"{FIRST}([{chr(ZERO)}-{chr(ZERO + 9)}]+){LAST}")
# In these a value is text within a tag, if it stands in quotes.
TEXTS = {"alt", "aria-label", "height", "title", "value", "width"}
ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(\"[^\"]*|'[^']*|[^\s\"']*)$")

CODE = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
# What Markdown as notebooks and GitHub know it reads as something else than itself.
SIGNS = re.compile(
    r"[\\`*~$]|(?<![^\W_])_|_(?![^\W_])|<(?=[\w/!?])|&(?=#?\w+;)"
    r"|(?<=http):(?=//)|(?<=https):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)"
    r"|:(?=[\w+-]+:)"
)
NAMED = {"<": "&lt;", "&": "&amp;"}
# The same where a line begins: a heading, a quotation, a list, a rule, a reference.
BEGINS = re.compile(
    r"#(?=#{0,5}(?:\s|$))|>|[-+](?=\s|$)|=(?==*\s*$)|-(?=[-\s]*$)|:(?=::)"
)
NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
LIST = re.compile(r"\[(?!\^)[^\[\]]*[^\[\]\s][, ][^\[\]]*\](?![(\[:])")
# In the title of a link.
TITLE = re.compile(r"\]\([^\s)]+\s+[\"'][^\"']*$")
QUOTE = re.compile("[\"']")
LINE_START = re.compile(r"[\s>]*(?:(?:[-+*]|\d+[.)])\s+)*")


def place(number: int) -> str:
    """What stands for a value.

    Args:
        number: Its place among the values of its page.
    """
    return f"{FIRST}{''.join(chr(ZERO + int(digit)) for digit in str(number))}{LAST}"


def places(values: Sequence[str]) -> tuple[str, ...]:
    """What stands for each value of a page."""
    return tuple(map(place, range(len(values))))


def _number(found: re.Match[str]) -> int:
    return int("".join(chr(ord(sign) - ZERO + ord("0")) for sign in found[1]))


def in_html(html: str, values: Sequence[str]) -> Markup:
    """Puts values in their places in HTML."""
    return Markup(PLACE.sub(lambda found: escape(values[_number(found)]), html))


def in_text(text: str, values: Sequence[str]) -> str:
    """Puts values in their places in a line of text; `…` for those not known."""

    def put(found: re.Match[str]) -> str:
        number = _number(found)
        # What ends a line elsewhere, as in a script, ends none.
        return " ".join(values[number].splitlines()) if number < len(values) else "…"

    return PLACE.sub(put, text)


def misplaced(html: str) -> tuple[int, str] | None:
    """A value within a tag that is not text there: it would be an address, or a name.

    Args:
        html: HTML in which places stand for values.

    Returns:
        The value's number and the attribute ("" for none); None where all are text.
    """
    for found in PLACE.finditer(html):
        tag = html.rfind("<", 0, found.start())
        is_text = tag < 0 or html.rfind(">", tag, found.start()) >= 0
        if is_text or html.startswith("<!--", tag):
            continue
        attribute = ATTRIBUTE.search(html, tag, found.start())
        if not attribute:
            return _number(found), ""
        name, quote = attribute[1].lower(), attribute[2][:1]
        if name not in TEXTS or quote not in ("'", '"'):
            return _number(found), name
    return None


def in_markdown(text: str, values: Sequence[str]) -> str:
    """Puts values in their places in Markdown, where they are the same text."""

    def put_code(code: re.Match[str]) -> str:
        if not PLACE.search(code[2]):
            return code[0]
        inner = PLACE.sub(lambda found: values[_number(found)], code[2])
        row = text[text.rfind("\n", 0, code.start()) + 1 : code.start()]
        return coded(inner, is_cell=row.lstrip().startswith("|"))

    def put(found: re.Match[str]) -> str:
        value, start = values[_number(found)], text.rfind("\n", 0, found.start()) + 1
        before, line = text[start : found.start()], text[start:].split("\n", 1)[0]
        is_first = bool(LINE_START.fullmatch(before))
        is_calm = not text.startswith(("(", "[", ":"), found.end())
        value = escaped(value, is_first, is_calm)
        if TITLE.search(before):
            return QUOTE.sub(r"\\\g<0>", value)
        return value.replace("|", r"\|") if "|" in line else value

    if not PLACE.search(text):
        return text
    values = [" ".join(value.splitlines()) for value in values]
    text = CODE.sub(put_code, text)
    return PLACE.sub(put, text)


def inline_markdown(text: str) -> str:
    """A text in which backticks mark code, and nothing else marks anything."""
    parts = enumerate(re.split(r"`([^`]+)`", text))
    return "".join(
        coded(part) if number % 2 else escaped(part, is_first=not number)
        for number, part in parts
    )


def coded(text: str, is_cell: bool = False) -> str:
    """A text as code in Markdown.

    Args:
        text: The text.
        is_cell: Whether it stands in a table, whose cells `|` would end.
    """
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    text = text.replace("|", r"\|") if is_cell else text
    return f"{ticks}{blank}{text}{blank}{ticks}"


def escaped(text: str, is_first: bool = False, is_calm: bool = True) -> str:
    """A text in Markdown, where it is to be nothing but this text.

    Args:
        text: One line.
        is_first: Whether a line begins with it.
        is_calm: Whether what follows makes no link of brackets before it.
    """
    text = SIGNS.sub(lambda sign: NAMED.get(sign[0], rf"\{sign[0]}"), text)
    if not (is_calm and _is_list(text)):
        text = re.sub(r"[\[\]]", r"\\\g<0>", text)
    if not is_first:
        return text
    text = NUMBERED.sub(r"\1\\\2", text.lstrip())
    return rf"\{text}" if BEGINS.match(text) else text


def _is_list(text: str) -> bool:
    """Whether brackets are around lists of Python's, as in `[0, 1]`: no links."""
    while found := LIST.search(text):
        text = f"{text[: found.start()]}, {text[found.end() :]}"
    return "[" not in text and "]" not in text
