"""What the site's own parser makes of a page's prose.

The page is parsed with the extensions that `mkdocs.yml` names, before anything runs.
In place of each fenced block stands an element with its number. A sign that no reader
sees stands before each beginning of a paragraph, an item, a heading or a row, and says
on which line of the source it is: it goes through the parser like any letter.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import HTMLExtractorExtra
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.slugs import slugify
from pymdownx.superfences import SuperFencesCodeExtension, default_reset

from sitekit.checkout import Problem
from sitekit.checkout.sources import VALUE
from sitekit.scan.fences import TAB_LENGTH, Fence, accept, apart

# As in `mkdocs.yml`, which a test holds against this.
EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "sane_lists": {},
    "tables": {},
    "toc": {"permalink": True, "permalink_title": "Link to this section"},
    "pymdownx.details": {},
    "pymdownx.highlight": {"pygments_lang_class": True},
    "pymdownx.inlinehilite": {},
    "pymdownx.superfences": {"disable_indented_code_blocks": True},
    "pymdownx.tabbed": {"alternate_style": True, "slugify": slugify(case="lower")},
}
DEEPEST = 40  # elements in one another
UNREADABLE = 100  # elements for which the parser takes minutes, or at which it fails
TOO_DEEP = (
    f"more than {DEEPEST} elements are nested here",
    "split the list or the quotation",
)
# Signs of lines and of inline values, in Unicode's planes for private use.
LINE, VALUES = 0xF0000, 0x100000
SIGN = re.compile("[\U000f0000-\U000fffff]")
PLACE = re.compile("[\U00100000-\U0010ffff]")
# What stands before the words of a line: marks of quotes, items, headings and rows.
HEAD = re.compile(
    r"(?P<quote>(?: *>)*) *(?P<items>(?:(?:[-*+]|\d+\.|:) +|\[\^[^\]\s]+\]: *)*)"
    r"(?P<hashes>#{1,6} *)?(?P<row>\| *)?"
)
ITEM = re.compile(r"(?:[-*+]|\d+\.|:) +|\[\^[^\]\s]+\]: *")
# Lines whose first word is not text for readers.
NO_TEXT = re.compile(r"[<{]|!!!|\?\?\?|===|:::|\*?\[[^\]]*\]:|\[TOC\]|\W*$")


@dataclass(frozen=True)
class Parsed:
    """A page as the site's parser reads it.

    Attributes:
        typed: The lines of its body, with blanks in place of tabs.
        lines: The same lines; those of fenced blocks are empty.
        starts: The lines that begin something, from 1.
        root: The elements that the parser made.
        raw: The HTML that it keeps apart, by number.
        headings: The inner HTML of each heading, in order.
        values: The inline values, as they are typed.
        unclosed: The HTML elements that do not end, where the parser closes them.
        unused: The footnotes that nothing refers to.
        twice: The footnotes that are defined twice.
    """

    typed: list[str]
    lines: list[str]
    starts: frozenset[int]
    root: Element
    raw: list[Any]
    headings: tuple[str, ...]
    values: tuple[str, ...]
    unclosed: tuple[str, ...]
    unused: tuple[str, ...]
    twice: tuple[str, ...]


@dataclass
class _Notes:
    """What the parser's parts note about the page at hand."""

    blocks: int = 0
    root: Element = field(default_factory=lambda: Element("div"))
    unclosed: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


def parse(path: str, body: str, offset: int, fences: list[Fence]) -> Parsed:
    """Parses a page's prose.

    Args:
        path: The page, relative to the root.
        body: Its Markdown.
        offset: Lines of front matter above it.
        fences: Its fenced blocks.

    Raises:
        Problem: The parser fails on it, or would.
    """
    text = PLACE.sub("", SIGN.sub("", body)).expandtabs(TAB_LENGTH)
    typed = text.split("\n")
    lines = list(typed)
    inside = {n for fence in fences for n in range(fence.line, fence.end + 1)}
    values: list[str] = []

    def put(match: re.Match[str]) -> str:
        values.append(match[0])
        return chr(VALUES + len(values) - 1)

    marked, starts = [], set()
    above = True  # whether nothing stands right above
    for number, line in enumerate(lines, 1):
        if number in inside:
            marked.append(line)
            lines[number - 1] = ""
            above = True
            continue
        line = VALUE.sub(put, line)
        head = HEAD.match(line)
        assert head
        if _depth(line, head) > UNREADABLE:
            raise Problem(path, number + offset, *TOO_DEEP)
        begins = above or head["items"] or head["hashes"]
        at, rest = head.end(), line[head.end() :]
        if (begins or head["row"]) and not NO_TEXT.match(rest):
            line = line[:at] + chr(LINE + number) + rest
            starts |= {number} if begins else set()
        marked.append(line)
        above = not line.strip(" >")
    found = _convert(apart(list(marked), fences))
    if isinstance(found, Exception):
        where = _first_that_fails(lines, marked, fences)
        what = f"the site's parser fails here: {type(found).__name__}: {found}"
        repair = "simplify this paragraph, list or HTML"
        if "{" in lines[where - 1]:
            repair = 'usually, remove the spaces around `=`: `{: id="name" }`'
        raise Problem(path, where + offset, what, repair) from None
    md, notes = found
    footnotes = _footnotes(md)
    return Parsed(
        typed=typed,
        lines=lines,
        starts=frozenset(starts),
        root=notes.root,
        raw=list(md.htmlStash.rawHtmlBlocks),
        headings=tuple(_flat(md.toc_tokens)),
        values=tuple(values),
        unclosed=tuple(notes.unclosed),
        unused=tuple(set(footnotes.footnotes) - set(footnotes.footnote_order)),
        twice=tuple(notes.twice),
    )


def _depth(line: str, head: re.Match[str]) -> int:
    """In how many elements a line stands, at least: by its indentation and marks."""
    indent = len(line) - len(line.lstrip(" ")) if line.strip() else 0
    marks = head["quote"].count(">") + len(ITEM.findall(head["items"]))
    return indent // TAB_LENGTH + marks


def _convert(lines: list[str]) -> "tuple[Markdown, _Notes] | Exception":
    """Parses some lines; gives what the parser raises, whatever that is."""
    md = _parser()
    md.reset()
    md.study_guide_notes = notes = _Notes()
    md.toc_tokens = []
    try:
        md.convert("\n".join(lines))
    except Exception as error:  # any: it is the parser's, and the page's author is told
        return error
    return md, notes


def _first_that_fails(lines: list[str], marked: list[str], fences: list[Fence]) -> int:
    """The line with which the parser begins to fail, found by halving."""
    ends = [number for number, line in enumerate(lines, 1) if line.strip()]

    def fails(end: int) -> bool:
        whole = [fence for fence in fences if fence.end <= end]
        return isinstance(_convert(apart(marked[:end], whole)), Exception)

    at = bisect(ends, False, key=fails) if ends else 0
    return ends[at] if at < len(ends) else 1


def _flat(tokens: list[dict[str, Any]]) -> Iterator[str]:
    for token in tokens:
        yield token["html"]
        yield from _flat(token["children"])


class _Tree(Treeprocessor):
    """Keeps the elements once all have their ids."""

    def run(self, root: Element) -> None:
        self.md.study_guide_notes.root = root


class _Html(Preprocessor):
    """The parser of HTML blocks, which notes what it has to close by itself."""

    def run(self, lines: list[str]) -> list[str]:
        parser = HTMLExtractorExtra(self.md)
        parser.feed("\n".join(lines))
        # A comment or a tag that does not end is waiting; it becomes text.
        self.md.study_guide_notes.unclosed += [*parser.mdstack, *parser.stack]
        parser.close()
        return "".join(parser.cleandoc).split("\n")


class _Footnotes(FootnoteExtension):
    """Footnotes; notes those that are defined twice."""

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802  their name
        if id in self.footnotes:
            self.md.study_guide_notes.twice.append(id)
        super().setFootnote(id, text)


def _footnotes(md: Markdown) -> FootnoteExtension:
    (found,) = (one for one in md.registeredExtensions if isinstance(one, _Footnotes))
    return found


def _mark(src: str, md: Markdown, **header: Any) -> str:
    """In place of a fenced block: its number."""
    md.study_guide_notes.blocks += 1
    return f'<div data-block="{md.study_guide_notes.blocks - 1}"></div>'


@lru_cache(maxsize=1)
def _parser() -> Markdown:
    own = {"footnotes": _Footnotes()}
    configs = {name: values for name, values in EXTENSIONS.items() if values}
    md = Markdown(
        extensions=[own.get(name, name) for name in EXTENSIONS],
        extension_configs=configs,
        tab_length=TAB_LENGTH,
    )
    superfences: SuperFencesCodeExtension = md.preprocessors[
        "fenced_code_block"
    ].extension
    superfences.extend_super_fences("*", _mark, accept, default_reset)
    md.preprocessors.register(_Html(md), "html_block", 20)
    md.treeprocessors.register(_Tree(md), "study_guide_tree", 1)
    md.treeprocessors.deregister("unescape")  # a sign that is escaped is meant
    return md
