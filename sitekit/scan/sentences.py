"""Finds the sentences of a page that claim something which nothing bears out.

A number, a comparison or a word such as `always` has to stand in a claim, or come from
an inline value or a fact. Words, not numbers, are also borne out by a link to another
site, or by a question mark, and `above` and `below` by a link to a heading that stands
there; a sentence may be marked as advice or as a definition, see
`claims`. What stands in quotation marks is somebody else's, and in code font no words.
What study aids ask is looked at in `asked`.
"""

import contextlib
import re
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from sitekit.aids.exercises import Exercise
from sitekit.checkout import Problem
from sitekit.checkout.sources import Line
from sitekit.scan import definitions
from sitekit.scan.asked import QUOTED, composed, plain, texts, unanswered
from sitekit.scan.claims import SIGNS, TEXTS
from sitekit.scan.fences import Fence, find_fences
from sitekit.scan.model import Page
from sitekit.scan.parsed import PLACE, SIGN, parse
from sitekit.scan.walk import Attributes, Walk

# Without `3-layer` and `conv-3`, but with `10x`, `-3` and `1e-3`.
NUMBER = (
    r"(?<![\w.#])(?<![^\W\d]-)\d(?:[\d.,]*\d)?(?:e-?\d+|x|k|s|ms|[snrt][dht])?"
    r"(?!\w|-?[^\W\d])"
)
COMPARED = (
    "larger smaller bigger greater higher lower more less fewer longer shorter faster "
    "slower better worse deeper wider narrower cheaper stronger weaker exceeds rises "
    "falls grows shrinks increases decreases doubles halves fell rose shrank doubled "
    "exceeded increased decreased gains loses shallower different above below"
)
SUPERLATIVE = (
    "largest smallest biggest greatest highest lowest most least fewest longest "
    "shortest fastest slowest best worst deepest widest cheapest"
)
ABSOLUTE = "always never first last twice half double equal equals identical exactly"
SAYS = re.compile(
    rf"(?i:(?<![\w-])(?:{'|'.join(f'{COMPARED} {SUPERLATIVE} {ABSOLUTE}'.split())})"
    rf"(?![\w-]))|{NUMBER}"
)
# No comparison and no number: these are names, and turns of phrase.
NAMES = re.compile(
    r"\b(?:TensorFlow [12]|Python 3|Keras [23]|NumPy [12]|Windows 1[01])(?!\.?\d)"
    r"|\b(?:no longer|more or less|at first|at last|once more|first of all|at best"
    r"|for the first time)\b"
)
SOURCE = re.compile("https?:")  # our own pages are held against their runs themselves
LINKED, TERM = "\ue0c4", "\ue0c5"
# Links to a heading of the same page bear out where it stands.
PLACED = {"above": "\ue0c7", "below": "\ue0c8"}
MARKED = re.compile(f"[{SIGNS['advice']}{SIGNS['definition']}{SIGNS['survived']}]")
# What is asked, and what another site says, needs no proof but of its numbers.
ELSEWHERE = re.compile(f"{LINKED}|\\?\\W*$")
DEFINES = re.compile(f"{TERM}.*\\b(?:is|are|means|called)\\b|called.*{TERM}", re.DOTALL)
AFTER = f"{SIGNS['advice']}{SIGNS['definition']}"
SPLIT = re.compile(rf"(?<=[.!?:{AFTER}])[)\"”]*\s+(?=[^\sa-z])")
# The texts of study aids that state something; questions ask, and `says` is decided.
STATES = {"why", "wrong", "back", "hints", "hint"}
HEADERS = ("alt", "caption", "means")
# What a comment in shown code states as a result.
RESULT = re.compile(r"^(?:->|=>|=|≈|[-+]?\d|[\[({]|True\b|False\b)")
RESULT_REPAIR = "delete it: what the block prints stands below it"
REPAIR = (
    'write `{{ "words" if expression }}`, an inline value or a link to the source; or'
    " end the sentence with `{{ advice }}` or `{{ definition }}`"
)


# The file, the line in it, and the words.
Stated = tuple[str, int, str]


def open_sentences(page: Page) -> list[Problem]:
    """The sentences of a page that nothing bears out, by file and line."""
    found = []
    for path, line, text in [*_sentences(page), *_comments(page)]:
        if RESULT.match(text):
            what = f"this comment states a result that no run shows: {plain(text)}"
            found.append(Problem(path, line, what, RESULT_REPAIR))
        else:
            found += _told(path, line, text)
    found += unanswered(page)
    return sorted(found, key=lambda problem: (problem.path, problem.line))


def open_definitions(root: Path) -> list[Problem]:
    """The sentences of the glossary that nothing bears out, by line.

    Args:
        root: The checkout's root.

    Raises:
        Problem: The glossary cannot be read.
    """
    return [
        problem
        for line, definition in definitions.masked_definitions(root)
        for text in split(_marked(definition))
        for problem in _told(definitions.FILE, line, text)
    ]


def _told(path: str, line: int, text: str) -> Iterator[Problem]:
    """What is told of a sentence, if nothing bears it out."""
    if words := unborne(text):
        what = f"nothing bears out {', '.join(map(repr, words))} in: {plain(text)}"
        yield Problem(path, line, what, REPAIR)


def unborne(text: str) -> list[str]:
    """The words of a sentence that claim something; none where it is borne out."""
    if MARKED.search(text):
        return []
    bare = NAMES.sub(" ", QUOTED.sub(" ", text))
    only_numbers = ELSEWHERE.search(text) or DEFINES.search(text)
    found = (match[0] for match in SAYS.finditer(bare))
    placed = {word for word, sign in PLACED.items() if sign in text}
    # Where a link says where a heading stands, no other link excuses the opposite.
    misplaced = PLACED.keys() - placed if placed else set()
    return [
        word
        for word in found
        if word[0].isdigit()
        or word.lower() in misplaced
        or (not only_numbers and word.lower() not in placed)
    ]


def split(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in SPLIT.split(" ".join(text.split())) if part.strip()]


def _sentences(page: Page) -> Iterator[Stated]:
    """The sentences of the page itself."""
    fences, _ = find_fences(page.masked)
    prose = _Sentences(parse(page.path, page.masked, page.offset, fences), fences)
    prose.element(prose.parsed.root)
    found = list(prose.found)
    for fence in fences:
        for name in HEADERS:
            texts = split(_marked(fence.options.get(name, "")))
            found += ((fence.line, text) for text in texts)
        if fence.language in TEXTS:
            found += _of_aid(fence)
    for line, text in found:
        yield page.path, line + page.offset, f" {text}"  # no comment


class _Sentences(Walk):
    """Collects the sentences; a row of a table is one."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.found: list[tuple[int, str]] = []
        self.row: list[str] | None = None
        self.passed: set[str | None] = set()  # the headings' names

    def starts(self, tag: str, attributes: Attributes, line: int = 0) -> None:
        """Notes links, terms and rows."""
        named = dict(attributes)
        to = named.get("href") or ""
        if tag == "a" and SOURCE.match(to):
            self.say(LINKED)
        if tag == "a" and to.startswith("#"):
            self.say(PLACED["above" if to[1:] in self.passed else "below"])
        if re.fullmatch("h[1-6]", tag):
            self.passed.add(named.get("id"))
        if tag == "em":
            self.say(TERM)
        if tag == "tr":
            self.row = []

    def text(self, text: str | None) -> None:
        """Keeps the signs of inline values, and parts the lines."""
        if text and PLACE.search(text):
            text = PLACE.sub(SIGNS["claim"], text)
        super().text(SIGN.sub(lambda sign: f" {sign[0]}", text or ""))

    def paragraph(self, text: str) -> None:
        """Collects a paragraph's sentences."""
        if self.row is not None:
            self.row.append(text)
            return
        parts = re.split("[^ -~\xa1-\u2fff]", text)  # as they are typed
        longest = max((part.strip() for part in parts), key=len)
        line = self.lines[0][1] if self.lines else self.places.find(longest)
        self.found += [(line, each) for each in split(text)]

    def made(self, element: Element) -> None:
        """Collects a row of a table."""
        if element.tag == "tr":
            self.found.append((self.places.line, " | ".join(self.row or [])))
            self.row = None


def _of_aid(fence: Fence) -> Iterator[tuple[int, str]]:
    """What a study aid states."""
    for line, text in texts(composed(fence), STATES):
        yield from ((fence.line + 1 + line, each) for each in split(_marked(text)))


def _marked(text: str) -> str:
    """A text of a block, with signs in the place of values and links; without code."""
    text = re.sub(r"\{\{.*?\}\}", SIGNS["claim"], text)
    text = re.sub(rf"\]\({SOURCE.pattern}[^)]*\)", LINKED, text)
    text = re.sub(r"\]\([^)]+\)", "]", text)
    return re.sub(r"`[^`]*`", "…", text)


def _comments(page: Page) -> Iterator[Stated]:
    """The comments of the code that a page shows, in blocks and in exercises."""
    for block in page.blocks:
        if block.language == "python":
            yield from _commented(block.lines)
        elif isinstance(block.content, Exercise):
            for name in block.content.shown:
                yield from _commented(block.content.lines(name))


def _commented(lines: Sequence[Line]) -> Iterator[Stated]:
    for number, text in comments("\n".join(line.text for line in lines)):
        line = lines[number - 1]
        yield line.path, line.number, text


def comments(code: str) -> list[tuple[int, str]]:
    """The comments of some code, each with its line, from 1."""
    lines = iter(f"{code}\n".splitlines(keepends=True))
    found = []
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            if token.type == tokenize.COMMENT:
                found.append((token.start[0], token.string.lstrip("# ")))
    return found
