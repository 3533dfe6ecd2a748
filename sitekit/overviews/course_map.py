"""The map on the home page: the graph of prerequisites, drawn and listed."""

import textwrap
from collections.abc import Iterator

from markupsafe import Markup

from sitekit.checkout.navigation import Chapter
from sitekit.drawings.lanes import Point, Sheet, place_in_lanes, rounded_path
from sitekit.overviews.prerequisites import Graph, read_prerequisites
from sitekit.records.library import Library
from sitekit.scan.addresses import address, up_from, url
from sitekit.scan.model import Page
from sitekit.weave.html import link

LABEL, GAP, BETWEEN, APART = 104.0, 24.0, 12.0, 14.0
NARROWEST, WIDEST = 128.0, 178.0
FULL = 1160.0  # about the width of the home page's text
EDGE = 10.0
FONT, LEADING, PADDING = 13.5, 16.0, 6.0
# The mean width of a letter in the widest of the system fonts, and some more.
LETTER = 0.57
DESCRIPTION = (
    "A row for each chapter, a box for each page. A line leads from a page to the"
    " pages that build on it. The list below the map says the same in words."
)


def map_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of the map.

    Args:
        library: All pages.
        here: The page that shows the map.
        number: The block on it that stands for the map.
    """
    graph = read_prerequisites(library)
    up = up_from(here.name)
    return Markup(
        '<div class="sg-map" data-block="{}" data-search-exclude>{}{}</div>'
    ).format(number, picture(graph, up), _lists(library, graph, up))


def picture(graph: Graph, up: str) -> Markup:
    """The map as an SVG whose boxes are links; "" where there is nothing to draw."""
    if not graph.lessons:
        return Markup()
    lanes = [
        [entry.name for entry in chapter.entries if entry.name in graph.titles]
        for chapter in graph.course
    ]
    grid = place_in_lanes(lanes, {name: graph.direct[name] for name in graph.lessons})
    space = FULL - LABEL - EDGE
    width = min(WIDEST, max(NARROWEST, (space + GAP) / grid.columns - GAP))
    texts = {name: _wrap(graph.titles[name], width) for name in graph.lessons}
    height = max(map(len, texts.values())) * LEADING + 3 * PADDING
    gap = (space - grid.columns * width) / max(1, grid.columns - 1)
    gap = min(max(GAP, gap), 4 * GAP)
    sheet = Sheet(grid, LABEL, width, height, gap, BETWEEN, APART)
    across, down = sheet.size[0] + EDGE, sheet.size[1]
    numbers = {name: number for number, name in enumerate(graph.lessons)}
    body = Markup().join(
        [
            *_backdrops(sheet, graph.course),
            *_lines(sheet, graph, numbers),
            *(_box(sheet, graph, up, n, texts[n], numbers[n]) for n in graph.lessons),
        ]
    )
    return Markup(
        '<svg class="sg-chart" viewBox="0 -8 {0:g} {1:g}" style="max-width:{0:g}px" '
        'role="group" aria-labelledby="sg-map-title sg-map-desc">'
        '<title id="sg-map-title">Map of the pages</title>'
        '<desc id="sg-map-desc">{2}</desc><style>{3}</style>{4}</svg>'
    ).format(across, down + 16, DESCRIPTION, _highlights(graph, numbers), body)


def _wrap(title: str, width: float) -> list[str]:
    return textwrap.wrap(title, int((width - 2 * PADDING) / (LETTER * FONT)))


def _backdrops(sheet: Sheet, chapters: tuple[Chapter, ...]) -> Iterator[Markup]:
    """A band for each chapter, with its name."""
    for chapter, (first, rows) in zip(chapters, sheet.grid.lanes, strict=True):
        top = sheet.top(first) - 6
        bottom = sheet.top(first + rows - 1) + sheet.height + 6
        yield Markup(
            '<rect class="lane" y="{:g}" width="{:g}" height="{:g}" rx="6"/>'
        ).format(top, sheet.size[0] + EDGE, bottom - top)
        lines = textwrap.wrap(chapter.title, 12)
        middle = sheet.top(first) + sheet.height / 2
        yield _text("chapter", (12, middle), lines)


def _text(kind: str, at: Point, lines: list[str]) -> Markup:
    first = at[1] - (len(lines) - 1) * LEADING / 2 + FONT * 0.35
    span = Markup('<tspan x="{:g}" y="{:g}">{}</tspan>')
    spans = Markup(" ").join(
        span.format(at[0], first + number * LEADING, line)
        for number, line in enumerate(lines)
    )
    return Markup('<text class="{}">{}</text>').format(kind, spans)


def _lines(sheet: Sheet, graph: Graph, numbers: dict[str, int]) -> Iterator[Markup]:
    line = Markup('<path class="f{} t{}" d="{}"/>')
    for name in graph.lessons:
        for one in graph.direct[name]:
            path = rounded_path(sheet.line(one, name), 7)
            yield line.format(numbers[one], numbers[name], path)


def _box(
    sheet: Sheet, graph: Graph, up: str, name: str, lines: list[str], number: int
) -> Markup:
    left, top = sheet.corner(name)
    text = _text("page", (left + sheet.width / 2, top + sheet.height / 2), lines)
    # Not plain `href`: Material's instant navigation assigns to that of every element,
    # which an SVG link forbids.
    box = Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="6"/>')
    shown = box.format(left, top, sheet.width, sheet.height) + text
    label = graph.titles[name] + _after(graph, name)
    named = Markup('<a id="sg-map-{}" xlink:href="{}" aria-label="{}">{}</a>')
    return named.format(number, up + address(name), label, shown)


def _after(graph: Graph, name: str) -> str:
    titles = [graph.titles[one] for one in graph.direct[name]]
    return f", after {' and '.join(titles)}" if titles else ""


def _highlights(graph: Graph, numbers: dict[str, int]) -> str:
    """Styles that light up the lines of the box that is pointed at or focused."""
    chosen = ",".join(
        f".sg-chart:has(#sg-map-{number}:is(:hover,:focus-visible)) "
        f":is(.f{number},.t{number})"
        for number in numbers.values()
    )
    return chosen + "{stroke:var(--md-accent-fg-color);stroke-width:2.5}"


def _lists(library: Library, graph: Graph, up: str) -> Markup:
    """All pages by chapter, each with its description."""
    pages = {page.name: page for page in library.pages.values()}
    section = Markup("<section><h3>{}</h3><ul>{}</ul></section>")
    sections = Markup()
    for chapter in graph.chapters:
        names = [entry.name for entry in chapter.entries if entry.name in graph.titles]
        if chapter.title and names:
            items = Markup().join(_item(graph, up, pages[name]) for name in names)
            sections += section.format(chapter.title, items)
    return Markup('<div class="sg-pages">{}</div>').format(sections)


def _item(graph: Graph, up: str, page: Page) -> Markup:
    """A page with what comes before it in words, shown where the picture is not."""
    words = _after(graph, page.name).removeprefix(", a")
    needs = Markup(' <span class="sg-needs">A{}.</span>').format(words) if words else ""
    title = link(up + url(page), graph.titles[page.name])
    return Markup("<li>{}<p>{}{}</p></li>").format(title, _blurb(page), needs)


def _blurb(page: Page) -> str:
    values = page.front.values
    return str(values.get("summary") or values.get("description", ""))


def map_markdown(library: Library, site: str) -> str:
    """The pages as Markdown: a line for each."""
    return "\n".join(
        f"- [{page.title}]({site}{url(page)}): {page.description}"
        for page in library.pages.values()
    )
