"""The site's dialect of Markdown, put as CommonMark with tables says it.

What a notebook shows, and what a reader's own tools show, knows no footnotes, no
definition lists, no attributes, and no links that lead somewhere on another page.
"""

import re
from collections.abc import Callable, Iterable

# Gives for the target of a link what is to stand there; "" for no link at all.
Resolve = Callable[[str], str]

NOTE = re.compile(r"(?P<indent> {0,3})\[\^(?P<name>[^\]]+)\]:[ \t]*(?P<text>.*)")
REFERENCE = re.compile(
    r" {0,3}\[(?!\^)(?P<name>[^\]]+)\]:[ \t]*<?(?P<target>[^\s>]+)>?"
    r"(?P<title>[ \t]+(?:\".*\"|'.*'|\(.*\)))?[ \t]*"
)
ABBREVIATION = re.compile(r"\*\[(?P<short>[^\]]+)\]:[ \t]*(?P<long>.*)")
TERM = re.compile(r"(?m)^( *)(?![\s:>#|]|[*+-] )(.+)\n(?: *\n)?\1:(?: {1,3})(?=\S)")
DEFINITION = re.compile(r"(?m)^( *): {1,3}(?=\S)")
TABLE = re.compile(r"(?m)^ *\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
BLANK = re.compile(r"(\n[ \t]*\n)")

CODE = r"(?<!`)(?P<ticks>`+)(?!`)(?:.+?)(?<!`)(?P=ticks)(?!`)"
WORDS = r"(?:[^\[\]`\\]|\\.|`[^`]*`|\[(?:[^\[\]]|\[[^\[\]]*\])*\])"
TARGET = (
    r"\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<target>(?:[^\s()\\]|\\.|\([^\s()]*\))*))"
    r"(?P<title>\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))?\s*\)"
)
# What stands first wins: what looks like a link in a code span is left alone.
DIALECT = re.compile(
    rf"(?P<code>{CODE})"
    r"|\[\^(?P<note>[^\]\s]+)\]"
    rf"|(?P<bang>!?)\[(?P<text>{WORDS}*)\](?:{TARGET}|\[(?P<label>[^\[\]]*)\])?"
    r'|(?<=href=")(?P<href>[^"]+)|(?<=src=")(?P<src>[^"]+)'
    r"|(?P<attributes>\{:?\s*[.#:][^{}\n]*\}|(?<=[)\]`*_])\{[^{}\n]*=[^{}\n]*\})"
    r"|(?P<tag></?div[^>]*>)"
    r"|(?P<dollar>\\?\$)",
    re.DOTALL,
)


class Dialect:
    """One page's dialect: its footnotes, and what its links lead to."""

    def __init__(self, lines: Iterable[str], resolve: Resolve) -> None:
        self.resolve = resolve
        self.notes: dict[str, int] = {}
        self.references: dict[str, tuple[str, str]] = {}
        for line in lines:
            if note := NOTE.match(line):
                self.notes.setdefault(note["name"], len(self.notes) + 1)
            elif found := REFERENCE.fullmatch(line):
                name = _label(found["name"])
                self.references[name] = found["target"], found["title"] or ""

    def line(self, line: str) -> str:
        """A line without what only defines something."""
        if REFERENCE.fullmatch(line):
            return ""
        if found := ABBREVIATION.match(line):
            return f"- {found['short']}: {found['long']}"
        return line

    def note(self, name: str) -> str:
        """What a footnote is known by: its number on the page."""
        return f"<sup>{self.notes[name]}</sup>"

    def plain(self, text: str) -> str:
        """A text of whole paragraphs without the dialect."""
        parts = BLANK.split(text)
        text = "".join(self._paragraph(part) for part in parts)
        text = TERM.sub(r"\1**\2**\n\n\1- ", text)
        return DEFINITION.sub(r"\1- ", text)

    def _paragraph(self, text: str) -> str:
        is_table = "|" in text and TABLE.search(text)

        def put(match: re.Match[str]) -> str:
            if match["code"]:
                return re.sub(r"(?<!\\)\|", r"\|", match[0]) if is_table else match[0]
            if match["note"]:
                name = match["note"]
                return self.note(name) if name in self.notes else match[0]
            if match["text"] is not None:
                return self._link(match, put)
            if address := match["href"] or match["src"]:
                return self.resolve(address) or address
            # Where there are formulas, two prices would be one.
            return r"\$" if match["dollar"] else ""

        return DIALECT.sub(put, text)

    def _link(self, match: re.Match[str], put: Callable[[re.Match[str]], str]) -> str:
        text = DIALECT.sub(put, match["text"])
        target, title = match["angle"] or match["target"], match["title"] or ""
        if target is None:
            name = _label(match["label"] or match["text"])
            if name not in self.references:
                rest = "" if match["label"] is None else f"[{match['label']}]"
                return f"{match['bang']}[{text}]{rest}"
            target, title = self.references[name]
        address = self.resolve(target)
        if not address:
            return f"*{text}*" if match["bang"] and text else text
        address = f"<{address}>" if re.search(r"[\s()]", address) else address
        return f"{match['bang']}[{text}]({address}{title and ' ' + title.strip()})"


def _label(name: str) -> str:
    return " ".join(name.lower().split())
