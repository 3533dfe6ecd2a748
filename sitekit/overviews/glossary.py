"""The glossary: one list of terms, and the page that shows it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup
from pymdownx.slugs import slugify

from sitekit.checkout import Problem, Problems, yaml_text
from sitekit.records.library import Library
from sitekit.scan.definitions import FILE, read_definitions
from sitekit.scan.model import Page
from sitekit.weave.html import inline_html

PAGE = "reference/glossary"
SLUG = slugify(case="lower")
KEYS = {"term", "definition", "page"}
OPTIONAL = ("words", "only", "except")
EXAMPLE = "write `term:`, `definition:`, `page:`, and optionally `words: [one, two]`"


@dataclass(frozen=True)
class Term:
    """One entry.

    Attributes:
        term: The term.
        definition: What it means, in one or two sentences; backticks mark code.
        page: The name of the page that explains it.
        words: What stands for it in the text; the term itself unless said.
        line: Its line in the file.
        on: The only pages, and chapters, on which its words mean this.
        apart: Pages, and chapters, on which its words mean something else.
    """

    term: str
    definition: str
    page: str
    words: tuple[str, ...]
    line: int
    on: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    def is_meant(self, page: str) -> bool:
        """Whether its words mean this on a page.

        Args:
            page: The page's name.
        """
        names = {page, page.partition("/")[0]}
        return not names & {*self.apart} and (not self.on or bool(names & {*self.on}))

    @property
    def anchor(self) -> str:
        """Its place on the glossary's page."""
        return str(SLUG(self.term, "-"))


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of the alphabet."""

    terms: tuple[Term, ...]

    @cached_property
    def words(self) -> dict[str, Term]:
        """The term of each word; a word without capitals stands for any spelling."""
        terms = sorted(self.terms, key=lambda term: bool(term.on))
        return {word: term for term in terms for word in term.words}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any word, or its plural, the longest first."""
        words = sorted(self.words, key=lambda word: (-len(word), word))
        forms = [
            f"(?i:{re.escape(word)})" if word.islower() else re.escape(word)
            for word in words
        ]
        return re.compile(rf"(?<![\w-])({'|'.join(forms)})s?(?![\w-])")

    def on(self, page: str) -> "Glossary":
        """The terms whose words mean them on a page; the special ones come first.

        Args:
            page: The page's name.
        """
        return Glossary(tuple(term for term in self.terms if term.is_meant(page)))

    def find(self, word: str) -> Term:
        """The term that a word of the pattern stands for."""
        return self.words.get(word) or self.words[word.lower()]


def read_glossary(library: Library) -> Glossary:
    """Reads the list; empty where there is none.

    Raises:
        Problems: An entry lacks something, a word stands for two terms, or a page
            does not exist.
    """
    return library.once("glossary", _read)


def _read(library: Library) -> Glossary:
    text = read_definitions(library.settings.root).body
    if not text:
        return Glossary(())
    try:
        entries, node = yaml_text.read(FILE, text)
    except Problem as problem:
        raise Problems([problem]) from None
    if not isinstance(entries, list):
        raise Problems([Problem(FILE, 1, "this is not a list of terms", EXAMPLE)])
    lines = [item.start_mark.line + 1 for item in node.value]
    pages = {page.name for page in library.pages.values()}
    terms: list[Term] = []
    problems: list[Problem] = []
    seen: dict[str, Term] = {}
    for entry, line in zip(entries, lines, strict=True):
        try:
            terms.append(_term(entry, line, pages, seen))
        except Problem as problem:
            problems.append(problem)
    if problems:
        raise Problems(problems)
    return Glossary(tuple(sorted(terms, key=lambda term: term.term.lower())))


def _term(entry: Any, line: int, pages: set[str], seen: dict[str, Term]) -> Term:
    """Checks one entry, and adds its words to those seen.

    Raises:
        Problem: It lacks something, or one of its words is taken.
    """
    is_entry = isinstance(entry, dict) and KEYS <= set(entry) <= KEYS | {*OPTIONAL}
    if not is_entry or None in entry.values():
        raise Problem(FILE, line, "this entry does not define a term", EXAMPLE)
    lists = {"words": [entry["term"]], "only": [], "except": []} | entry
    for name in OPTIONAL:
        named = lists[name]
        is_list = isinstance(named, list) and all(map(str, named))
        if not is_list or (name in entry and not named):
            raise Problem(FILE, line, f"`{name}` is not a list of words", EXAMPLE)
    term = Term(
        str(entry["term"]),
        " ".join(str(entry["definition"]).split()),
        str(entry["page"]),
        *(tuple(map(str, lists["words"])), line),
        *(tuple(map(str, lists[name])) for name in OPTIONAL[1:]),
    )
    if term.page not in pages:
        what = f"term {term.term!r} names the page {term.page!r}, which does not exist"
        repair = "write a page's path below docs/, without `.md`"
        raise Problem(FILE, line, what, repair)
    for name in {*term.on, *term.apart} - pages - {p.partition("/")[0] for p in pages}:
        what = f"{name!r}, named for {term.term!r}, is not a page or a chapter"
        repair = "write a page's path below docs/, or its chapter"
        raise Problem(FILE, line, what, repair)
    other = seen.setdefault(f"#{term.anchor}", term)
    if other is not term:
        what = (
            f"term {term.term!r} has the same address as the one on line {other.line}"
        )
        raise Problem(FILE, line, what, "rename one of the two")
    # Where a word means something special, another may mean it elsewhere.
    for word in {term.term.lower(), *(word.lower() for word in term.words)}:
        for place in term.on or ("",):
            other = seen.setdefault(f"{word}\n{place}", term)
            if other is not term:
                what = f"{word!r} occurs here and on line {other.line}"
                repair = "remove it from one of the two, or write `only: [page]` in one"
                raise Problem(FILE, line, what, repair)
    return term


def slot(term: Term) -> Markup:
    """What stands on the glossary's page where a term's pages are to be named."""
    return Markup("<!-- pages: {} -->").format(term.anchor)


def glossary_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of the glossary; `tooltips` fills in which pages use a term.

    Args:
        library: All pages.
        here: The page that shows it.
        number: The block on it that stands for the glossary.
    """
    entry = Markup(
        '<h2 id="{0.anchor}">{0.term}</h2><p>{1}</p>'
        '<p class="sg-users" data-search-exclude>{2}</p>'
    )
    entries = Markup()
    for term in read_glossary(library).terms:
        entries += entry.format(term, inline_html(term.definition), slot(term))
    glossary = Markup('<div class="sg-glossary" data-block="{}">{}</div>')
    return glossary.format(number, entries)


def glossary_markdown(library: Library, site: str) -> str:
    """The glossary as Markdown."""
    terms = read_glossary(library).terms
    return "\n".join(f"- **{term.term}**: {term.definition}" for term in terms)
