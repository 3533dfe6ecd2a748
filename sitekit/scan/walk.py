"""One walk through the elements that the site's parser makes of a page.

They are walked through in the order in which they are shown, whether Markdown made
them or they are typed as HTML; what stands in comments is not met.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, tostring

from markdown.serializers import HTML_EMPTY
from markdown.util import BLOCK_LEVEL_ELEMENTS, ETX, STX

from sitekit.scan.dialects import ESCAPED, OPAQUE
from sitekit.scan.fences import Fence
from sitekit.scan.parsed import DEEPEST, LINE, PLACE, SIGN, VALUES, Parsed
from sitekit.scan.places import Places

# What shows its text as it is; it is not prose, and may be code that never ran.
NOT_RUN = {"pre", "textarea", "xmp", "listing", "plaintext"}
NO_PROSE = {*NOT_RUN, "code", "kbd", "samp", "script", "style", "svg", "math", "title"}
BLOCKS = {*BLOCK_LEVEL_ELEMENTS, "label", "summary"}
# HTML needs no end of these.
ENDS_ITSELF = {*HTML_EMPTY, "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead"}
TOKEN = re.compile(
    f"{STX}wzxhzdk:(?P<raw>\\d+){ETX}|{STX}(?P<escaped>\\d+){ETX}|{STX}[^{ETX}]*{ETX}"
    f"|(?P<line>{SIGN.pattern})|(?P<value>{PLACE.pattern})"
)
NOT_SHOWN = ("headerlink", "footnote-backref")  # of the parser's own links

Attributes = Sequence[tuple[str, str | None]]


@dataclass(frozen=True)
class Heading:
    """One heading of a page.

    Attributes:
        line: Its line in the page's body.
        level: From 1 to 6.
        text: As the site shows it; code stands between backticks.
        plain: The same without them, as in the title of a window.
    """

    line: int
    level: int
    text: str
    plain: str


class Walk(HTMLParser):
    """One walk; what is to be done with what it meets, its subclass says.

    Attributes:
        parsed: The page.
        fences: Its fenced blocks.
        headings: Its headings, in order.
        places: Where in the source the walk has come to.
        around: The elements that are open, of those that the parser made.
        open: Those that are typed as HTML, each with its line.
        words: The text of the paragraph at hand.
        length: The number of its characters.
        lines: Where in it which line of the source begins.
    """

    def __init__(self, parsed: Parsed, fences: Sequence[Fence]) -> None:
        super().__init__(convert_charrefs=False)
        self.parsed = parsed
        self.fences = fences
        self.headings: list[Heading] = []
        self.places = Places(parsed.lines)
        self.around: list[Element] = []
        self.open: list[tuple[str, int]] = []
        self.words: list[str] = []
        self.length = 0
        self.lines: list[tuple[int, int]] = []
        self._mute = 0  # in how many elements without prose
        self._titles = iter(parsed.headings)

    # What a subclass looks at.

    def starts(self, tag: str, attributes: Attributes, line: int = 0) -> None:
        """An element begins.

        Args:
            tag: Its name.
            attributes: Its attributes.
            line: Its line, where it is typed as HTML.
        """

    def ends(self, tag: str) -> None:
        """An element ends."""

    def made(self, element: Element) -> None:
        """An element that the parser made is complete."""

    def too_deep(self) -> None:
        """More elements are open than are walked through."""

    def paragraph(self, text: str) -> None:
        """A text is complete."""

    def begins(self, line: int) -> None:
        """A line of the source begins something: a paragraph, an item, a block."""

    def unclosed(self, tag: str, line: int) -> None:
        """An element of HTML does not end."""

    def unopened(self, tag: str) -> None:
        """An element of HTML ends that did not begin."""

    # Elements that the parser made.

    def element(self, element: Element) -> None:
        """Walks through one of them."""
        first = next((text for text in element.itertext() if text.strip()), "")
        if sign := SIGN.match(first.lstrip()):
            self.places.line = ord(sign[0]) - LINE
        if len(self.around) > DEEPEST:
            self.too_deep()
            return
        tag = str(element.tag)
        if tag == "a" and element.get("class") in NOT_SHOWN:
            return
        opened = len(self.open)
        self.around.append(element)
        self._start(tag, list(element.attrib.items()))
        self.text(element.text)
        for child in element:
            self.element(child)
            self.text(child.tail)
        self._end(tag)
        if tag in BLOCKS:
            for left, line in self.open[opened:]:
                self.unclosed(left, line)
            del self.open[opened:]
        if re.fullmatch("h[1-6]", tag):
            self._heading(int(tag[1]))
        self.made(element)
        self.around.pop()

    def _heading(self, level: int) -> None:
        """Notes a heading once it has been walked through."""
        html = next(self._titles, "")
        marks = [ord(sign) - LINE for sign in SIGN.findall(html)]
        line = marks[0] if marks else self.places.line
        html = re.sub(r'<sup id="fnref.*?</sup>', "", SIGN.sub("", html))
        html = re.sub(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>', r"\1", html)
        text = re.sub(r"<code[^>]*>([^`]*?)</code>", r"`\1`", html)
        self.headings.append(Heading(line, level, self._plain(text), self._plain(html)))

    def _plain(self, html: str) -> str:
        """The text of some HTML, with the inline values as they are typed."""
        text = unescape(re.sub(r"<!--.*?-->|<[^>]+>", "", html))
        text = PLACE.sub(lambda m: self.parsed.values[ord(m[0]) - VALUES], text)
        return " ".join(text.split())

    def text(self, text: str | None) -> None:
        """Walks through the text between two elements."""
        at = 0
        text = text or ""
        for token in TOKEN.finditer(text):
            self.say(text[at : token.start()])
            at = token.end()
            if token["raw"]:
                raw = self.parsed.raw[int(token["raw"])]
                if isinstance(raw, Element):
                    self.element(raw)
                else:
                    self.html(str(raw))
            elif token["escaped"]:
                self.say(chr(ESCAPED + int(token["escaped"])))
            elif token["line"]:
                self._line(ord(token["line"]) - LINE)
            else:
                self.say(OPAQUE)
        self.say(text[at:])

    def _line(self, line: int) -> None:
        """A line of the source begins here."""
        self.places.line = line
        self.lines.append((self.length, line))
        if line in self.parsed.starts and not self._mute:
            self.begins(line)

    def say(self, words: str) -> None:
        """Adds to the text at hand."""
        if words and not self._mute:
            self.words.append(words)
            self.length += len(words)

    def _start(self, tag: str, attributes: Attributes, line: int = 0) -> None:
        if tag in BLOCKS:
            self._flush()
        self.starts(tag, attributes, line)
        if tag in NO_PROSE or tag == "img":
            self.say(OPAQUE)
        self._mute += tag in NO_PROSE

    def _end(self, tag: str) -> None:
        self._mute -= tag in NO_PROSE
        self.ends(tag)
        if tag in BLOCKS:
            self._flush()

    def _flush(self) -> None:
        """The text at hand is complete."""
        text = "".join(self.words)
        if text.strip():
            self.paragraph(text)
        self.words, self.lines, self.length = [], [], 0

    # HTML that is typed.

    def html(self, raw: str) -> None:
        """Walks through some of it."""
        self.feed(self._whole(raw))
        if self.rawdata or self.cdata_elem:
            line = self.places.find((self.rawdata or "<" + str(self.cdata_elem))[:12])
            self.unclosed(self.cdata_elem or "!--", line)
            self.rawdata = ""
            self.clear_cdata_mode()

    def _whole(self, raw: str) -> str:
        """Some HTML with that in it which the parser has taken out of it."""

        def put(token: re.Match[str]) -> str:
            inner = self.parsed.raw[int(token["raw"])] if token["raw"] else ""
            if isinstance(inner, Element):
                inner = tostring(inner, encoding="unicode")
            return self._whole(str(inner)) if token["raw"] else token[0]

        return TOKEN.sub(put, raw)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        values = dict(attrs)
        if "data-block" in values:  # a mark of ours, in place of a block
            self.places.line = self.fences[int(values["data-block"] or 0)].line
            self.begins(self.places.line)
        else:
            self.places.line = self.places.find(f"<{tag}")
        if tag not in HTML_EMPTY:
            self.open.append((tag, self.places.line))
        self._start(tag, attrs, self.places.line)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those in it that did not."""
        names = [name for name, _ in self.open]
        if tag not in names:
            self.unopened(tag)
            return
        at = len(names) - 1 - names[::-1].index(tag)
        for name, line in self.open[:at:-1]:
            self.unclosed(name, line)
            self._end(name)
        del self.open[at:]
        self._end(tag)

    def handle_data(self, data: str) -> None:
        """Text of typed HTML."""
        for part in re.split(f"({SIGN.pattern})", data):
            if SIGN.match(part):
                self.places.line = ord(part) - LINE
                self.lines.append((self.length, self.places.line))
            else:
                self.say(part)

    def handle_entityref(self, name: str) -> None:
        """An HTML entity."""
        self.say(OPAQUE)

    def handle_charref(self, name: str) -> None:
        """An HTML entity by its number."""
        self.say(OPAQUE)
