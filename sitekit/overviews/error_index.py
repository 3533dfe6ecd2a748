"""The index of error messages: every one that a page shows, and what it means.

The messages are those of the records; only what they mean is written, next to the
block that raises. `docs/assets/errors.js` adds the field that searches them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from sitekit.overviews.sheets import read_sheets
from sitekit.records.library import Library
from sitekit.records.outputs import Raised, Warned
from sitekit.records.values import in_html, in_markdown, inline_markdown
from sitekit.scan.addresses import up_from, url
from sitekit.scan.model import Block, Page
from sitekit.weave.html import anchor, inline_html, link, plain_text
from sitekit.weave.prose import fenced, heading

LOOK = "assets/errors.css"


@dataclass(frozen=True)
class Message:
    """One message that a reader may meet, too.

    Attributes:
        name: The exception, or the kind of warning.
        text: The message as Python shows it, from the exception's name on.
        means: What it means, as the block says it; "" for a warning.
        page: The page that shows it.
        block: The block that it comes from.
        heading: The heading there, with places for its inline values.
        values: The inline values of the page.
    """

    name: str
    text: str
    means: str
    page: Page
    block: Block
    heading: str
    values: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where it is explained, relative to the site's root."""
        return f"{url(self.page)}#{anchor(self.block)}"

    @property
    def place(self) -> str:
        """The page and the heading there, as in "Keras: The input shape".

        With places for the heading's inline values.
        """
        page, heading = self.page.title, self.heading
        return page if heading in ("", page) else f"{page}: {heading}"


def messages(library: Library) -> list[Message]:
    """All messages that the pages show, by name and text; those of sheets last.

    Raises:
        Problem: A page has no valid record.
    """
    found = [m for page in library.pages.values() for m in _of(library, page)]
    short = read_sheets(library)
    return sorted(found, key=lambda m: (m.name, m.text, m.page.name in short))


def _of(library: Library, page: Page) -> Iterator[Message]:
    if not page.environments:
        return
    record = library.record(page)
    for block, entry in zip(page.blocks, record.body.blocks, strict=True):
        if block.options.output == "hide":
            continue
        where = page, block, heading(page, block), record.body.values
        for output in entry.outputs:
            if isinstance(output, Raised):
                text, means = plain_text(output), block.options.means
                yield Message(output.name, text, means, *where)
            elif isinstance(output, Warned):
                text = f"{output.name}: {plain_text(output)}"
                yield Message(output.name, text, "", *where)


def errors_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of the index.

    Args:
        library: All pages with their records.
        here: The page that shows the index.
        number: The block on it that stands for the index.
    """
    up = up_from(here.name)
    groups = groupby(messages(library), key=lambda message: message.text)
    items = Markup().join(_item(list(same), up) for _, same in groups)
    # The site's search finds a message on the page that explains it.
    return Markup(
        '<div class="sg-errors" data-block="{}" data-search-exclude>'
        '<link rel="stylesheet" href="{}"><ul class="sg-messages">{}</ul></div>'
    ).format(number, up + LOOK, items)


def _item(same: list[Message], up: str) -> Markup:
    message = same[0]
    means = Markup("<p>{}</p>").format(inline_html(message.means))
    places = (
        link(up + one.address, in_html(inline_html(one.place), one.values))
        for one in same
    )
    return Markup(
        '<li data-name="{0.name}"><p class="sg-name">{0.name}</p>'
        '<pre class="sg-error" tabindex="0">\n{0.text}</pre>{1}'
        "<p>Explained in {2}</p></li>"
    ).format(message, means if message.means else "", Markup(", ").join(places))


def errors_markdown(library: Library, site: str) -> str:
    """The index as Markdown."""
    return "\n\n".join(
        f"{fenced('text', message.text)}\n\n"
        + f"{means} [{place}]({site}{message.address})".strip()
        for message in messages(library)
        for means in [inline_markdown(message.means)]
        for place in [in_markdown(inline_markdown(message.place), message.values)]
    )
