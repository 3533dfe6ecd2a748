"""The blocks that show other pages, or the code that makes them a site."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from sitekit.overviews import (
    blueprint,
    course_map,
    deck,
    error_index,
    gallery,
    glossary,
    mistakes,
    mutants,
    proof,
)
from sitekit.records.library import Library
from sitekit.scan.model import Page


@dataclass(frozen=True)
class Overview:
    """How such a block is shown.

    Attributes:
        html: Makes its HTML of all pages, the page that it is on, and its number.
        markdown: Makes plain Markdown of all pages and the site's absolute address.
    """

    html: Callable[[Library, Page, int], Markup]
    markdown: Callable[[Library, str], str]


# By the language of the fence.
OVERVIEWS = {
    "deck": Overview(deck.deck_page, deck.deck_markdown),
    "errors": Overview(error_index.errors_page, error_index.errors_markdown),
    "flow": Overview(blueprint.flow_page, blueprint.flow_markdown),
    "gallery": Overview(gallery.gallery_page, gallery.gallery_markdown),
    "glossary": Overview(glossary.glossary_page, glossary.glossary_markdown),
    "map": Overview(course_map.map_page, course_map.map_markdown),
    "mistakes": Overview(mistakes.mistakes_page, mistakes.mistakes_markdown),
    "mutants": Overview(mutants.mutants_page, mutants.mutants_markdown),
    "parts": Overview(blueprint.parts_page, blueprint.parts_markdown),
    "proof": Overview(proof.proof_page, proof.proof_markdown),
}


def overview_markdown(library: Library, language: str, site: str) -> str:
    """What stands in plain Markdown for such a block.

    Args:
        library: All pages with their records.
        language: The language of its fence.
        site: The site's absolute address.
    """
    return OVERVIEWS[language].markdown(library, site)
