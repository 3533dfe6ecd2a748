"""What stands in plain Markdown for the blocks that show other pages, or the code."""

from collections.abc import Callable

from sitekit import blueprint, error_index, gallery, glossary, mistakes, proof
from sitekit.aids import markdown as aid_markdown
from sitekit.aids import present
from sitekit.library import Library, url
from sitekit.plain import fence


def _deck(library: Library, site: str) -> str:
    return "\n\n".join(
        f"## {page.title}\n\n{aid_markdown.listed(cards)}"
        for page, cards in present.deck(library)
    )


def _errors(library: Library, site: str) -> str:
    return "\n\n".join(
        f"{fence('text', message.text)}\n\n"
        + f"{message.means} [{message.place}]({site}{message.address})".strip()
        for message in error_index.messages(library)
    )


def _flow(library: Library, site: str) -> str:
    return blueprint.FLOW


def _gallery(library: Library, site: str) -> str:
    return "\n".join(
        f"- [{page.title}]({site}{url(page)}): {drawn.options.alt}"
        for page, drawn, _ in gallery.pictures(library)
    )


def _glossary(library: Library, site: str) -> str:
    terms = glossary.read(library).terms
    return "\n".join(f"- **{term.term}**: {term.definition}" for term in terms)


def _map(library: Library, site: str) -> str:
    return "\n".join(
        f"- [{page.title}]({site}{url(page)}): {page.description}"
        for page in library.pages.values()
    )


def _mistakes(library: Library, site: str) -> str:
    return mistakes.markdown(library)


def _parts(library: Library, site: str) -> str:
    return blueprint.in_words()


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
