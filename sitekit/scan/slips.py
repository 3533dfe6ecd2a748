"""What is wrong with a page's prose: told before anything runs.

Nothing is told of what stands in code or in comments: the site's own parser says what
is shown, see `walk`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sitekit.checkout import Problem
from sitekit.scan.dialects import find_slips
from sitekit.scan.fences import Fence
from sitekit.scan.indents import misplaced
from sitekit.scan.parsed import SIGN, TOO_DEEP, Parsed, parse
from sitekit.scan.walk import ENDS_ITSELF, NOT_RUN, Attributes, Heading, Walk

# Attributes that need no value; the parser gives them their own name for one.
FLAGS = {"checked", "controls", "disabled", "download", "hidden", "loop", "open"}
ATTRIBUTE = re.compile(r"[A-Za-z_][\w:.-]*")
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp)$", re.IGNORECASE)
BOX = re.compile(r"[> ]*(?:!!!|\?\?\?\+?|===[+!]*)(?=[ \"\w])")


@dataclass(frozen=True)
class Prose:
    """What the site makes of a page, but for its blocks.

    Attributes:
        headings: Its headings, in order.
        slips: What is wrong, by line.
    """

    headings: tuple[Heading, ...]
    slips: tuple[Problem, ...]

    @property
    def title(self) -> Heading | None:
        """The heading that names the page: the first of the first level, or the first.

        None where there is no heading.
        """
        first = [heading for heading in self.headings if heading.level == 1]
        return next(iter(first or self.headings), None)


def read_prose(path: str, body: str, offset: int, fences: list[Fence]) -> Prose:
    """Reads a page as the site's parser does.

    Args:
        path: The page, relative to the root.
        body: Its Markdown.
        offset: Lines of front matter above it.
        fences: Its fenced blocks.

    Raises:
        Problem: The parser fails on it.
    """
    found = _Slips(path, offset, parse(path, body, offset, fences), fences)
    found.element(found.parsed.root)
    found.check_order()
    found.check_footnotes()
    told = {(problem.line, problem.what): problem for problem in found.problems}
    slips = sorted(told.values(), key=lambda problem: problem.line)
    return Prose(tuple(found.headings), tuple(slips))


class _Slips(Walk):
    """Notes what is wrong in `problems`."""

    def __init__(
        self, path: str, above: int, parsed: Parsed, fences: Sequence[Fence]
    ) -> None:
        super().__init__(parsed, fences)
        self.path = path
        self.above = above  # lines of front matter
        self.problems: list[Problem] = []
        self.links: list[tuple[str, int]] = []
        self.ids: Counter[str] = Counter()
        self.shown: list[int] = []  # the blocks, in order

    def refuse(self, line: int, what: str, repair: str) -> None:
        """Notes what is wrong on a line of the page's body."""
        self.problems.append(Problem(self.path, line + self.above, what, repair))

    def starts(self, tag: str, attributes: Attributes, line: int = 0) -> None:
        """Looks at an element's attributes, and whether it shows code."""
        values = dict(attributes)
        if not line:
            self.check_names(attributes)
        if identity := values.get("id"):
            self.check_id(SIGN.sub("", identity))
        if "data-block" in values:
            self.shown.append(int(values["data-block"] or -1))
        if tag in NOT_RUN:
            what = f"the content of `<{tag}>` is shown as code, but is not run"
            repair = (
                "make it a fenced block, with the language `text` if it is not code"
            )
            self.refuse(line or self.places.find(f"<{tag}"), what, repair)
        if tag == "img":
            self.check_picture(values, line)
        if tag == "a" and "href" in values:
            self.links.append((values["href"] or "", self.length))

    def ends(self, tag: str) -> None:
        """Looks at a link that is complete."""
        if tag == "a" and self.links:
            address, at = self.links.pop()
            self.check_link(address, "".join(self.words)[at:])

    def say(self, words: str) -> None:
        """Adds to the text at hand; an address that is a link's text is none itself."""
        super().say(
            words.replace("://", ":\N{NO-BREAK SPACE}") if self.links else words
        )

    def begins(self, line: int) -> None:
        """Looks at the indentation of a line."""
        typed = self.parsed.typed[line - 1]
        is_block = not self.parsed.lines[line - 1]
        if not is_block and "".join(self.words).strip():
            return  # within a paragraph: what begins there is told as a slip
        if wrong := misplaced(typed, self.around, is_block):
            self.refuse(line, *wrong)

    def too_deep(self) -> None:
        """Tells what few readers can follow, and no parser for long."""
        self.refuse(self.places.line, *TOO_DEEP)

    def paragraph(self, text: str) -> None:
        """Tells what is shown as it is typed."""
        for slip in find_slips(text):
            before = [line for at, line in self.lines if at <= slip.at]
            line = self.places.find(slip.typed, before[-1] if before else None)
            self.refuse(line, slip.what, slip.repair)
        self.links = [(address, 0) for address, _ in self.links]

    def made(self, element: Element) -> None:
        """Tells a box that has a title and nothing else."""
        names = (element.get("class") or "").split()
        is_box = "admonition" in names or element.tag == "details"
        if not is_box and "tabbed-block" not in names:
            return
        is_head = [
            child.tag == "summary" or child.get("class") == "admonition-title"
            for child in element
        ]
        if all(is_head) and not (element.text or "").strip():
            line = self.places.next(BOX)
            what = "this box is empty: what follows is outside it"
            self.refuse(line, what, "indent its content by 4")

    def unclosed(self, tag: str, line: int) -> None:
        """Tells HTML that does not end."""
        if tag in ENDS_ITSELF:
            return
        name, end = ("<!--", "-->") if tag == "!--" else (f"<{tag}>", f"</{tag}>")
        what = f"`{name}` is not closed here: it would contain what follows"
        self.refuse(line, what, f"put `{end}` where it ends")

    def unopened(self, tag: str) -> None:
        """Tells HTML that ends and did not begin."""
        if tag not in ENDS_ITSELF:
            line = self.places.find(f"</{tag}")
            what = f"`</{tag}>` closes nothing here"
            self.refuse(line, what, f"delete it, or put `<{tag}>` where it begins")

    def check_names(self, attributes: Attributes) -> None:
        """Tells attributes that are not what they seem to be."""
        for name, value in attributes:
            is_flag = value == name and name not in FLAGS
            if value is None or is_flag or not ATTRIBUTE.fullmatch(name):
                what = f"`{name}` is an attribute without a value"
                repair = 'write `{: #id .class key="value" }`, no spaces around `=`'
                self.refuse(self.places.find(name), what, repair)

    def check_id(self, identity: str) -> None:
        """Tells an id that is on the page already."""
        self.ids[identity] += 1
        if re.fullmatch(r"block-\d+", identity):
            what = f"the id {identity!r} belongs to a block"
            line = self.places.find(identity)
            self.refuse(line, what, "choose another: `{: #name }`")
        elif self.ids[identity] > 1:
            line = self.places.nth(identity, self.ids[identity])
            what = f"the id {identity!r} is already used on this page"
            self.refuse(line, what, "give one of the two another: `{: #name }`")

    def check_picture(self, values: dict[str, str | None], line: int) -> None:
        """Tells what is wrong with a picture."""
        source = values.get("src") or ""
        is_plain = "alt" in values and line  # typed as HTML: a picture that only adorns
        line = line or self.places.find(source)
        if not values.get("alt") and not is_plain:
            what = "this picture has no text alternative"
            repair = 'say what it shows: `![what it shows](…)`, or `alt="…"`'
            self.refuse(line, what, repair)
        if PICTURE.search(source) and "://" not in source:
            what = f"the picture {source} is from no run: pictures are drawn, not kept"
            repair = "draw it in a Python block, a `diagram` or a `tensorboard` block"
            self.refuse(line, what, repair)

    def check_link(self, address: str, text: str) -> None:
        """Tells what is wrong with a link."""
        what = ""
        if not text.strip():
            what = f"the link to {address or 'nowhere'} has no words to click on"
        elif not address:
            what = f"the link {text!r} leads nowhere"
        elif " " in address:
            what = f"the address {address!r} contains a space"
        if what:
            repair = 'write `[words](page.md)`, or `[words](page.md "its title")`'
            self.refuse(self.places.find(f"({address}"), what, repair)

    def check_order(self) -> None:
        """Tells blocks that are not shown, or in another order than they run in."""
        for number in {*range(len(self.fences))} - {*self.shown}:
            what = "this block would run, but the site would not show it"
            repair = "move it out of the comment or the HTML around it"
            self.refuse(self.fences[number].line, what, repair)
        for place, number in enumerate(self.shown):
            later = [n for n in self.shown[place + 1 :] if n < number]
            if later or number in self.shown[:place]:
                line = self.fences[later[0] if later else number].line
                what = (
                    "this block would be shown in a different place from where it runs"
                )
                repair = "move it out of the footnote or the HTML that moves it"
                self.refuse(line, what, repair)
                return

    def check_footnotes(self) -> None:
        """Tells footnotes that are not shown, and HTML that the parser has to close."""
        for name in self.parsed.twice:
            what = f"the footnote [^{name}] is defined twice: the first is not shown"
            line = self.places.last(f"[^{name}]:")
            self.refuse(line, what, "rename one of the two")
        for name in self.parsed.unused:
            what = f"nothing refers to the footnote [^{name}]"
            repair = f"put `[^{name}]` where it belongs, or delete it"
            self.refuse(self.places.last(f"[^{name}]:"), what, repair)
        for tag in self.parsed.unclosed:
            self.unclosed(tag, self.places.last(f"<{tag}"))
