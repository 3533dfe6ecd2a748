"""The gallery: every picture of the site, with the code behind it."""

from collections.abc import Iterator

from markupsafe import Markup

from sitekit.records.library import Library
from sitekit.records.outputs import Figure, Photograph
from sitekit.scan.addresses import up_from, url
from sitekit.scan.model import Block, Page
from sitekit.weave.html import figure_html, link, shown_outputs


def gallery_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of the gallery.

    Args:
        library: All pages with their records.
        here: The page that shows the gallery.
        number: The block on it that stands for the gallery.
    """
    up = up_from(here.name)
    pictures = list(all_pictures(library))
    section = Markup('<h2 id="{}">{}</h2><div class="sg-gallery">{}</div>')
    sections = [
        section.format(name, title, Markup().join(cards))
        # Figures are part of the page: they are there before a photograph has come.
        for name, title, kind in (
            ("figures", "Figures and diagrams", Figure),
            ("photographs", "TensorBoard, photographed", Photograph),
        )
        if (cards := [_card(up, *one) for one in pictures if isinstance(one[2], kind)])
    ]
    gallery = Markup('<div data-block="{}" data-search-exclude>{}</div>')
    return gallery.format(number, Markup().join(sections))


def all_pictures(library: Library) -> Iterator[tuple[Page, Block, Figure | Photograph]]:
    """All pictures of the site, each with its page and the block that it is of."""
    for source in library.pages.values():
        if source.runs:
            entries = library.record(source).body.blocks
            for block, entry in zip(source.blocks, entries, strict=True):
                for output in shown_outputs(block, entry):
                    if isinstance(output, Figure | Photograph):
                        yield source, block, output


def _card(up: str, source: Page, block: Block, output: Figure | Photograph) -> Markup:
    base = up + url(source)
    return Markup(
        '<article class="sg-card">{}<p>{}</p><details><summary>The code behind it'
        '</summary><pre tabindex="0">{}</pre></details></article>'
    ).format(figure_html(block, output, base), link(base, source.title), _code(block))


def _code(block: Block) -> str:
    """What a contributor writes to get the picture."""
    if not block.options.is_picture:
        return block.code
    said = [f".{name}" for name in (block.language, *block.flags)]
    said += [f'{name}="{value}"' for name, value in block.header.items()]
    return "```{" + " ".join(said) + "}\n```"


def gallery_markdown(library: Library, site: str) -> str:
    """All pictures as Markdown: a line for each."""
    return "\n".join(
        f"- [{page.title}]({site}{url(page)}): {drawn.options.alt}"
        for page, drawn, _ in all_pictures(library)
    )
