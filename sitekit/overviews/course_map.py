"""The map on the home page: the graph of prerequisites, drawn and listed."""

import textwrap
from collections.abc import Iterator
from html import escape

from sitekit.checkout.navigation import Chapter
from sitekit.drawings.lanes import Point, Sheet, place_in_lanes, rounded_path
from sitekit.overviews.prerequisites import Graph, read_prerequisites
from sitekit.records.library import Library
from sitekit.scan.addresses import address, up_from, url
from sitekit.scan.model import Page

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


def map_page(library: Library, here: Page, number: int) -> str:
    """The HTML of the map.

    Args:
        library: All pages.
        here: The page that shows the map.
        number: The block on it that stands for the map.
    """
    graph = read_prerequisites(library)
    up = up_from(here.name)
    return (
        f'<div class="sg-map" data-block="{number}" data-search-exclude>'
        f"{picture(graph, up)}{_lists(library, graph, up)}</div>"
    )


def picture(graph: Graph, up: str) -> str:
    """The map as an SVG whose boxes are links; "" where there is nothing to draw."""
    if not graph.lessons:
        return ""
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
    body = "".join(
        [
            *_backdrops(sheet, graph.course),
            *_lines(sheet, graph, numbers),
            *(_box(sheet, graph, up, n, texts[n], numbers[n]) for n in graph.lessons),
        ]
    )
    return (
        f'<svg class="sg-chart" viewBox="0 -8 {across:g} {down + 16:g}" '
        f'style="max-width:{across:g}px" role="group" '
        'aria-labelledby="sg-map-title sg-map-desc">'
        '<title id="sg-map-title">Map of the pages</title>'
        f'<desc id="sg-map-desc">{DESCRIPTION}</desc>'
        f"<style>{_highlights(graph, numbers)}</style>{body}</svg>"
    )


def _wrap(title: str, width: float) -> list[str]:
    return textwrap.wrap(title, int((width - 2 * PADDING) / (LETTER * FONT)))


def _backdrops(sheet: Sheet, chapters: tuple[Chapter, ...]) -> Iterator[str]:
    """A band for each chapter, with its name."""
    for chapter, (first, rows) in zip(chapters, sheet.grid.lanes, strict=True):
        top = sheet.top(first) - 6
        bottom = sheet.top(first + rows - 1) + sheet.height + 6
        yield (
            f'<rect class="lane" y="{top:g}" width="{sheet.size[0] + EDGE:g}" '
            f'height="{bottom - top:g}" rx="6"/>'
        )
        lines = textwrap.wrap(chapter.title, 12)
        middle = sheet.top(first) + sheet.height / 2
        yield _text("chapter", (12, middle), lines)


def _text(kind: str, at: Point, lines: list[str]) -> str:
    first = at[1] - (len(lines) - 1) * LEADING / 2 + FONT * 0.35
    spans = " ".join(
        f'<tspan x="{at[0]:g}" y="{first + number * LEADING:g}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text class="{kind}">{spans}</text>'


def _lines(sheet: Sheet, graph: Graph, numbers: dict[str, int]) -> Iterator[str]:
    for name in graph.lessons:
        for one in graph.direct[name]:
            path = rounded_path(sheet.line(one, name), 7)
            yield f'<path class="f{numbers[one]} t{numbers[name]}" d="{path}"/>'


def _box(
    sheet: Sheet, graph: Graph, up: str, name: str, lines: list[str], number: int
) -> str:
    left, top = sheet.corner(name)
    text = _text("page", (left + sheet.width / 2, top + sheet.height / 2), lines)
    # Not plain `href`: Material's instant navigation assigns to that of every element,
    # which an SVG link forbids.
    return (
        f'<a id="sg-map-{number}" xlink:href="{up}{address(name)}" '
        f'aria-label="{escape(graph.titles[name] + _after(graph, name))}">'
        f'<rect x="{left:g}" y="{top:g}" width="{sheet.width:g}" '
        f'height="{sheet.height:g}" rx="6"/>{text}</a>'
    )


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


def _lists(library: Library, graph: Graph, up: str) -> str:
    """All pages by chapter, each with its description."""
    pages = {page.name: page for page in library.pages.values()}
    sections = []
    for chapter in graph.chapters:
        names = [entry.name for entry in chapter.entries if entry.name in graph.titles]
        items = [
            f'<li><a href="{up}{address(name)}">{escape(graph.titles[name])}</a>'
            f"<p>{escape(_blurb(pages[name]))}{_needs(graph, name)}</p></li>"
            for name in names
        ]
        if chapter.title and items:
            heading = f"<h3>{escape(chapter.title)}</h3>"
            sections.append(f"<section>{heading}<ul>{''.join(items)}</ul></section>")
    return f'<div class="sg-pages">{"".join(sections)}</div>'


def _needs(graph: Graph, name: str) -> str:
    """What comes before a page, in words; shown where the picture is not."""
    words = _after(graph, name).removeprefix(", a")
    return f' <span class="sg-needs">A{escape(words)}.</span>' if words else ""


def _blurb(page: Page) -> str:
    values = page.front.values
    return str(values.get("summary") or values.get("description", ""))


def map_markdown(library: Library, site: str) -> str:
    """The pages as Markdown: a line for each."""
    return "\n".join(
        f"- [{page.title}]({site}{url(page)}): {page.description}"
        for page in library.pages.values()
    )
