"""Tooltips: the first use of a term on each page leads to the glossary, and back.

This is the last step of rendering, when all pages are there: only then is it
known which pages use a term, and which terms are not used.
"""

import re
from collections.abc import Iterator, Mapping

from markdown.serializers import HTML_EMPTY
from markupsafe import Markup

from sitekit.checkout import Problem, Problems
from sitekit.overviews.glossary import (
    PAGE,
    Glossary,
    Term,
    read_glossary,
    slot,
)
from sitekit.overviews.prerequisites import read_prerequisites
from sitekit.records.library import Library
from sitekit.scan.addresses import address, up_from
from sitekit.scan.definitions import FILE
from sitekit.weave.html import page_links

# A tag, a character by its name, or a whole element of those that have no others of
# their kind in them.
TOKEN = re.compile(
    r"<!--.*?-->|&\w+;|&#\w+;|<(pre|code|svg)\b.*?</\1>"
    r"|<(/?)([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.S,
)
# Where a word is not prose, or a link within a link.
SKIPPED = {
    *("a", "button", "code", "kbd", "label", "pre", "script", "style", "summary"),
    *("svg", "th", "title", "h1", "h2", "h3", "h4", "h5", "h6"),
}
SKIPPED_CLASS = re.compile(
    r'class="[^"]*\b(?:sg-(?:outputs|stamp|before|after|map|glossary|proof|card|'
    r"quiz|exercise|cards|deck)|doc|highlight|headerlink|filename)\b"
)


def mark(glossary: Glossary, name: str, html: str) -> tuple[str, list[str]]:
    """Links the first use of each term on a page to its entry.

    Args:
        glossary: All terms.
        name: The page's name.
        html: Its HTML.

    Returns:
        The HTML, and the terms used.
    """
    glossary = glossary.on(name)
    if not glossary.terms:
        return html, []
    base = up_from(name) + address(PAGE)
    used: list[str] = []

    def link(match: re.Match[str]) -> str:
        term = glossary.find(match[1])
        if term.term in used:
            return match[0]
        used.append(term.term)
        begin = Markup('<a class="sg-term" href="{}#{}" title="{}">')
        says = term.definition.replace("`", "")
        return f"{begin.format(base, term.anchor, says)}{match[0]}</a>"

    parts: list[str] = []
    at = depth = 0
    skipped = ""
    for token in TOKEN.finditer(html):
        text = html[at : token.start()]
        parts += [text if skipped else glossary.pattern.sub(link, text), token[0]]
        at = token.end()
        closing, tag, attributes = token[2], (token[3] or "").lower(), token[4] or ""
        if skipped:
            depth += (tag == skipped) * (-1 if closing else 1)
            skipped = skipped if depth else ""
        elif _begins_skipping(tag, attributes) and not closing:
            skipped, depth = tag, 1
    parts.append(html[at:] if skipped else glossary.pattern.sub(link, html[at:]))
    return "".join(parts), used


def _begins_skipping(tag: str, attributes: str) -> bool:
    if tag in HTML_EMPTY or attributes.endswith("/"):
        return False
    return tag in SKIPPED or bool(SKIPPED_CLASS.search(attributes))


def mark_pages(library: Library, contents: Mapping[str, str]) -> dict[str, str]:
    """Marks the glossary's terms in all pages, as `mark_all`.

    Args:
        library: All pages.
        contents: The HTML of each page, by name.

    Raises:
        Problems: No page uses a term.
    """
    titles = {page.name: page.title for page in library.pages.values()}
    titles |= read_prerequisites(library).titles
    return mark_all(read_glossary(library), contents, titles)


def mark_all(
    glossary: Glossary, contents: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, str]:
    """Marks all pages, and names on the glossary's page those that use a term.

    Args:
        glossary: All terms.
        contents: The HTML of each page, by name.
        titles: The titles of the pages, by name.

    Raises:
        Problems: No page uses a term.
    """
    marked: dict[str, str] = {}
    users: dict[str, list[str]] = {term.term: [] for term in glossary.terms}
    for name, html in contents.items():
        marked[name], used = mark(glossary, name, html)
        for one in used:
            users[one].append(name)
    problems = list(_unused(glossary, users))
    if problems:
        raise Problems(problems)
    if PAGE in marked:
        for term in glossary.terms:
            links = _pages(term, users[term.term], titles)
            marked[PAGE] = marked[PAGE].replace(slot(term), links)
    return marked


def _unused(glossary: Glossary, users: Mapping[str, list[str]]) -> Iterator[Problem]:
    for term in glossary.terms:
        repair = "delete the entry, or add the word that pages use to `words`"
        if not users[term.term]:
            what = f"no page uses the term {term.term!r}"
        elif term.page not in users[term.term]:
            what = f"{term.page} should explain {term.term!r}, but does not use it"
            repair = f"name a page that does: {', '.join(users[term.term])}"
        else:
            continue
        yield Problem(FILE, term.line, what, repair)


def _pages(term: Term, users: list[str], titles: Mapping[str, str]) -> Markup:
    """The links to a term's pages, the one that explains it first."""
    up = up_from(PAGE)
    first, *others = sorted(users, key=lambda name: name != term.page)
    explained = "Explained in " + page_links(up, [first], titles)
    used = ", used in " + page_links(up, others, titles)
    return explained + (used if others else "")
