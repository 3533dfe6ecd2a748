"""Pictures of how the guide is built, for those who change it: `flow` and `parts`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from sitekit import architecture, drawing, weave
from sitekit.architecture import PARTS, Part
from sitekit.library import Library
from sitekit.page import Page

WIDTH, HEIGHT = 130, 50  # of a box that takes one column, in pixels
GAP, BETWEEN, EDGE = 12, 38, 6
COLUMNS = 3
LETTERS = 14
TIP = 5  # half the width of an arrow's tip


@dataclass(frozen=True)
class Box:
    """A box with two lines of text.

    Attributes:
        name: What it is.
        text: What it does, or holds.
        row: Its row, from above.
        columns: Which columns it takes: the first and the last.
        is_file: Whether it is files, and no step.
    """

    name: str
    text: str
    row: int
    columns: tuple[int, int]
    is_file: bool = False

    @property
    def top(self) -> int:
        """The upper edge."""
        return EDGE + self.row * (HEIGHT + BETWEEN)

    def svg(self) -> str:
        """The box as SVG."""
        first, last = self.columns
        x = EDGE + first * (WIDTH + GAP)
        width = (last - first + 1) * (WIDTH + GAP) - GAP
        line = 'stroke="currentColor" stroke-dasharray="4 3"'
        if not self.is_file:
            line = 'stroke="var(--figure-1, #2a78b8)" stroke-width="2"'
        at = f'x="{x + width // 2}"'
        return (
            f'<rect x="{x}" y="{self.top}" width="{width}" height="{HEIGHT}" rx="6" '
            f'fill="none" {line}/><text><tspan {at} y="{self.top + 21}" '
            f'font-weight="600">{escape(self.name)}</tspan> '
            f'<tspan {at} y="{self.top + 39}">{escape(self.text)}</tspan></text>'
        )


@dataclass(frozen=True)
class Arrow:
    """An arrow down from one box to another, through the middle of a column.

    Attributes:
        source: The name of the upper box.
        target: The name of the lower box.
        column: The column.
        text: What goes that way.
    """

    source: str
    target: str
    column: float
    text: str

    def svg(self, boxes: dict[str, Box]) -> str:
        """The arrow as SVG."""
        x = EDGE + self.column * (WIDTH + GAP) + WIDTH / 2
        start, end = boxes[self.source].top + HEIGHT, boxes[self.target].top
        return (
            f'<path d="M{x:g} {start}V{end - TIP}" stroke="currentColor" fill="none"/>'
            f'<path d="M{x:g} {end}l-{TIP} -{2 * TIP}h{2 * TIP}z"/>'
            f'<text x="{x + 10:g}" y="{end - BETWEEN / 2 + 5:g}" text-anchor="start">'
            f"{escape(self.text)}</text>"
        )


ALL, REST = (0, 2), (1, 2)
STEPS = (
    Box("docs/ and snippets/", "prose in Markdown, code in Python", 0, ALL, True),
    Box("scan", "blocks, each line with the file it is edited in", 1, ALL),
    Box("page_run", "each page in a fresh process", 2, REST),
    Box(".cache/records/", "what a passing run showed", 3, REST, True),
    Box("extension", "MkDocs renders; weave puts in what was shown", 4, ALL),
    Box("publish", "proof, notebooks, cards, archive", 5, ALL),
    Box("check", "every block shown, no dead link", 6, ALL),
    Box("site/", "what readers get", 7, ALL, True),
)
WAYS = (
    Arrow("docs/ and snippets/", "scan", 1, "text"),
    Arrow("scan", "page_run", 1.5, "blocks"),
    Arrow("scan", "extension", 0, "prose"),
    Arrow("page_run", ".cache/records/", 1.5, "if all passed"),
    Arrow(".cache/records/", "extension", 1.5, "outputs"),
    Arrow("extension", "publish", 1, "pages"),
    Arrow("publish", "check", 1, "files"),
    Arrow("check", "site/", 1, "if nothing is wrong"),
)
FLOW = (
    "Text goes to scan. Blocks go on to page_run, prose goes straight to extension. "
    "What passing runs showed becomes records, which extension puts under the blocks. "
    "Then publish and check, and the site is there."
)


def flow(library: Library, here: Page, number: int) -> str:
    """The HTML of the way of a page, from its text to the site.

    Args:
        library: All pages.
        here: The page that shows it.
        number: The block on it that stands for it.
    """
    caption = "The way of a page. Solid: modules of `sitekit/`; dashed: files."
    return _figure(number, STEPS, WAYS, FLOW, caption)


def parts(library: Library, here: Page, number: int) -> str:
    """The HTML of the parts of `sitekit/`, drawn from its imports, and listed.

    Args:
        library: All pages.
        here: The page that shows them.
        number: The block on it that stands for them.

    Raises:
        Problems: As for `Code.between`.
    """
    code = architecture.read()
    counts = code.between()
    pairs = architecture.needed(counts)
    height = architecture.heights(pairs)
    boxes = [
        Box(one.name, one.does, max(height.values()) - height[one.name], one.columns)
        for one in PARTS
    ]
    arrows = [
        Arrow(one, other, _column(one, other), str(counts[one, other]))
        for one, other in pairs
    ]
    words = ", ".join(f"{a.source} from {a.target} ({a.text})" for a in arrows)
    caption = (
        "Arrows lead to what is imported; the numbers count the imports. What other "
        "arrows imply is not drawn."
    )
    alt = f"Who imports from whom: {words}."
    listed = "".join(_listed(code, counts, one) for one in PARTS)
    return _figure(number, boxes, arrows, alt, caption) + listed


def in_words() -> str:
    """The parts and their modules as a list, in Markdown, in place of the picture."""
    code = architecture.read()
    return "\n".join(
        line
        for part in PARTS
        for line in (
            f"- {part.name}: {part.does}",
            *(f"    - `{code.files[n]}`: {code.summary(n)}" for n in part.members),
        )
    )


def _column(one: str, other: str) -> float:
    """The middle of the columns that two parts have in common."""
    spans = [part.columns for part in PARTS if part.name in (one, other)]
    return (max(first for first, _ in spans) + min(last for _, last in spans)) / 2


def _figure(
    number: int, boxes: Sequence[Box], arrows: Iterable[Arrow], alt: str, caption: str
) -> str:
    width = COLUMNS * (WIDTH + GAP) - GAP + 2 * EDGE
    height = max(box.top for box in boxes) + HEIGHT + EDGE
    named = {box.name: box for box in boxes}
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-size="{LETTERS}" fill="currentColor" '
        f'text-anchor="middle">{"".join(box.svg() for box in boxes)}'
        f"{''.join(arrow.svg(named) for arrow in arrows)}</svg>"
    )
    return (
        f'<figure class="sg-figure" data-block="{number}">'
        f"{drawing.inline(svg, f'b{number}', alt)}"
        f"<figcaption>{weave.inline(caption)}</figcaption></figure>"
    )


def _listed(
    code: architecture.Code, counts: dict[tuple[str, str], int], part: Part
) -> str:
    """A part's modules, each with the first line of its docstring."""
    below = [
        f"{counts[pair]} from {pair[1]}" for pair in counts if pair[0] == part.name
    ]
    imports = f"<p>Imports: {', '.join(below)}.</p>" if below else ""
    items = "".join(
        f"<li><code>{code.files[n]}</code><br>{weave.inline(code.summary(n))}</li>"
        for n in part.members
    )
    return (
        f'<details class="sg-part"><summary>{part.name}: {part.does} '
        f"({weave.count(len(part.members), 'module')})</summary>"
        f"{imports}<ul>{items}</ul></details>"
    )
