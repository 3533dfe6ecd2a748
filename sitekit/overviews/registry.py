"""What stands in plain Markdown for the blocks that show other pages, or the code."""

from collections.abc import Callable

from sitekit.overviews import blueprint, error_index, mistakes, proof
from sitekit.overviews.gallery import all_pictures
from sitekit.overviews.glossary import read_glossary
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.weave.aid_markdown import listed_cards
from sitekit.weave.aids import all_cards
from sitekit.weave.prose import fenced


def _deck(library: Library, site: str) -> str:
    return "\n\n".join(
        f"## {page.title}\n\n{listed_cards(cards)}"
        for page, cards in all_cards(library)
    )


def _errors(library: Library, site: str) -> str:
    return "\n\n".join(
        f"{fenced('text', message.text)}\n\n"
        + f"{message.means} [{message.place}]({site}{message.address})".strip()
        for message in error_index.messages(library)
    )


def _flow(library: Library, site: str) -> str:
    return blueprint.FLOW


def _gallery(library: Library, site: str) -> str:
    return "\n".join(
        f"- [{page.title}]({site}{url(page)}): {drawn.options.alt}"
        for page, drawn, _ in all_pictures(library)
    )


def _glossary(library: Library, site: str) -> str:
    terms = read_glossary(library).terms
    return "\n".join(f"- **{term.term}**: {term.definition}" for term in terms)


def _map(library: Library, site: str) -> str:
    return "\n".join(
        f"- [{page.title}]({site}{url(page)}): {page.description}"
        for page in library.pages.values()
    )


def _mistakes(library: Library, site: str) -> str:
    return mistakes.markdown(library)


def _parts(library: Library, site: str) -> str:
    return blueprint.rooms_in_words()


def _proof(library: Library, site: str) -> str:
    lines = [proof.COLUMNS, ["---"] * len(proof.COLUMNS)]
    for page, cells in proof.rows(library):
        link = f"[{page.title}]({site}{url(page)})"
        lines.append([link, *(", ".join(cell) for cell in cells)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# By the language of the fence; all take the library and the site's address.
MARKDOWN: dict[str, Callable[[Library, str], str]] = {
    "deck": _deck,
    "errors": _errors,
    "flow": _flow,
    "gallery": _gallery,
    "glossary": _glossary,
    "map": _map,
    "mistakes": _mistakes,
    "parts": _parts,
    "proof": _proof,
}
