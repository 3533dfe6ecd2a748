"""All cards of the guide on one page."""

from markupsafe import Markup

from sitekit.records.library import Library
from sitekit.scan.addresses import up_from, url
from sitekit.scan.model import Page
from sitekit.weave.aids import all_cards, card_html, listed_cards
from sitekit.weave.html import counted, link

PACKAGE = "tensorflow-study-guide.apkg"


def deck_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of all cards of the guide, page by page.

    Args:
        library: All pages with their records.
        here: The page that shows them.
        number: The block on it that stands for them.
    """
    up = up_from(here.name)
    decks = list(all_cards(library))
    section = Markup('<section data-page="{}"><h2 id="{}">{}</h2>{}</section>')
    sections = Markup()
    for page, found in decks:
        title, cards = link(up + url(page), page.title), map(card_html, found)
        names = page.name, page.name.replace("/", "-")
        sections += section.format(*names, title, Markup().join(cards))
    total = counted(sum(len(found) for _, found in decks), "card")
    return Markup(
        # No `div`: the search would take the end of one within for the end of it.
        '<section class="sg-deck" data-block="{}" data-search-exclude>'
        '<p class="sg-anki"><a href="{}" download>{} for Anki</a></p>{}</section>'
    ).format(number, up + PACKAGE, total, sections)


def deck_markdown(library: Library, site: str) -> str:
    """All cards as Markdown."""
    return "\n\n".join(
        f"## {page.title}\n\n{listed_cards(cards)}"
        for page, cards in all_cards(library)
    )
