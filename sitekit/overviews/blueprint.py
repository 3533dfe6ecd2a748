"""Pictures of how the guide is built, for those who change it: `flow` and `parts`."""

from markupsafe import Markup

from sitekit.drawings import inline_svg
from sitekit.drawings.boxes import BETWEEN, COLUMNS, Arrow, Box, stack
from sitekit.overviews.architecture import House, Room, read_house
from sitekit.records.library import Library
from sitekit.scan.model import Page
from sitekit.weave.html import counted, inline_html

ALL, REST = (0, 5), (2, 5)
STEPS = (
    Box("docs/ and snippets/", "prose in Markdown, code in Python", 0, ALL, True),
    Box("scan", "blocks, each line with the file it is edited in", 1, ALL),
    Box("run", "each page in a fresh process", 2, REST),
    Box(".cache/records/", "what a passing run showed", 3, REST, True),
    Box("weave", "MkDocs renders; what was shown is put in", 4, ALL),
    Box("publish", "proof, notebooks, cards, archive", 5, ALL),
    Box("publish/check", "every block shown, no dead link", 6, ALL),
    Box("site/", "what readers get", 7, ALL, True),
)
WAYS = (
    Arrow("docs/ and snippets/", "scan", 3, "text"),
    Arrow("scan", "run", 4, "blocks"),
    Arrow("scan", "weave", 1, "prose"),
    Arrow("run", ".cache/records/", 4, "if all passed"),
    Arrow(".cache/records/", "weave", 4, "outputs"),
    Arrow("weave", "publish", 3, "pages"),
    Arrow("publish", "publish/check", 3, "files"),
    Arrow("publish/check", "site/", 3, "if nothing is wrong"),
)
FLOW = (
    "Text goes to scan. Blocks go on to run, prose goes straight to weave. What "
    "passing runs showed becomes records, which weave puts under the blocks. Then "
    "publish adds to the pages and checks them all, and the site is there."
)


def flow_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of the way of a page, from its text to the site.

    Args:
        library: All pages.
        here: The page that shows it.
        number: The block on it that stands for it.
    """
    caption = "The way of a page. Solid: rooms of `sitekit/`; dashed: files."
    return _figure(number, stack(STEPS, WAYS, BETWEEN), FLOW, caption)


def parts_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of the rooms of `sitekit/`, drawn in their order, and listed.

    Args:
        library: All pages.
        here: The page that shows them.
        number: The block on it that stands for them.
    """
    house = read_house()
    boxes = [
        Box(room.name, room.summary.partition(":")[0], row, _columns(place, len(layer)))
        for row, layer in enumerate(house.layers)
        for place, room in enumerate(layer)
    ]
    rows = (" and ".join(room.name for room in layer) for layer in house.layers)
    alt = f"The rooms from top to bottom: {', '.join(rows)}."
    caption = (
        "Each room imports only from rooms below it; those side by side do not know "
        "each other."
    )
    listed = Markup().join(_listed(house, room) for room in house.rooms)
    return _figure(number, stack(boxes), alt, caption) + listed


def parts_markdown(library: Library, site: str) -> str:
    """The rooms and their modules as a list, in Markdown, in place of the picture."""
    return "\n".join(
        line
        for room in read_house().rooms
        for line in (
            f"- {room.name}: {room.summary}",
            *(f"    - `{file}`: {text}" for file, text in room.modules.items()),
        )
    )


def _columns(place: int, count: int) -> tuple[int, int]:
    """The columns of one of several boxes that share a row."""
    wide = COLUMNS // count
    return place * wide, (place + 1) * wide - 1


def _figure(number: int, svg: Markup, alt: str, caption: str) -> Markup:
    return Markup(
        '<figure class="sg-figure" data-block="{}">{}'
        "<figcaption>{}</figcaption></figure>"
    ).format(number, inline_svg(svg, f"b{number}", alt), inline_html(caption))


def _listed(house: House, room: Room) -> Markup:
    """A room's modules, each with the first line of its docstring."""
    below = [
        f"{count} from {target}"
        for (source, target), count in sorted(house.imports.items())
        if source == room.name
    ]
    imports = Markup("<p>Imports: {}.</p>").format(", ".join(below)) if below else ""
    item = Markup("<li><code>{}</code><br>{}</li>")
    items = Markup().join(
        item.format(file, inline_html(text)) for file, text in room.modules.items()
    )
    count = counted(len(room.modules), "module")
    return Markup(
        '<details class="sg-part" data-search-exclude><summary>{}: {} ({})</summary>'
        "{}<ul>{}</ul></details>"
    ).format(room.name, inline_html(room.summary), count, imports, items)


def flow_markdown(library: Library, site: str) -> str:
    """The way of a page in words."""
    return FLOW
