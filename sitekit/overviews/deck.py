"""All cards of the guide on one page."""

from html import escape

from sitekit.records.library import Library
from sitekit.scan.addresses import up_from, url
from sitekit.scan.model import Page
from sitekit.weave.aid_html import card_html
from sitekit.weave.aid_markdown import listed_cards
from sitekit.weave.aids import all_cards
from sitekit.weave.html import UNSEARCHED, counted

PACKAGE = "tensorflow-study-guide.apkg"


def deck_page(library: Library, here: Page, number: int) -> str:
    """The HTML of all cards of the guide, page by page.

    Args:
        library: All pages with their records.
        here: The page that shows them.
        number: The block on it that stands for them.
    """
    up = up_from(here.name)
    decks = list(all_cards(library))
    sections = "".join(
        f'<section data-page="{page.name}"><h2 id="{page.name.replace("/", "-")}">'
        f'<a href="{up}{url(page)}">{escape(page.title)}</a></h2>'
        f"{''.join(card_html(card) for card in found)}</section>"
        for page, found in decks
    )
    total = counted(sum(len(found) for _, found in decks), "card")
    return (
        f'<div class="sg-deck" data-block="{number}"{UNSEARCHED}>'
        f'<p class="sg-anki"><a href="{up}{PACKAGE}" download>{total} for Anki</a></p>'
        f"{sections}</div>"
    )


def deck_markdown(library: Library, site: str) -> str:
    """All cards as Markdown."""
    return "\n\n".join(
        f"## {page.title}\n\n{listed_cards(cards)}"
        for page, cards in all_cards(library)
    )
