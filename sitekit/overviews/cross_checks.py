"""What has to hold of all pages together, before anything runs or is rendered."""

from collections.abc import Callable, Iterator

from sitekit.checkout import Problem, Problems
from sitekit.checkout.mkdocs_yml import (
    EXTENSION,
    FILE,
    line_of,
    names_extension,
    read_site,
    tags_allowed,
)
from sitekit.checkout.navigation import check_navigation
from sitekit.overviews.glossary import read_glossary
from sitekit.overviews.mistakes import read_catalogue
from sitekit.overviews.prerequisites import read_prerequisites
from sitekit.overviews.sheets import read_sheets
from sitekit.records.library import Library
from sitekit.scan import stray_files
from sitekit.scan.model import Page

SHORTEST, LONGEST = 50, 160  # characters of a description; longer ones are cut


def check_guide(library: Library) -> None:
    """Finds all mistakes that can be told without a run; every command calls it first.

    Raises:
        Problems: All mistakes in `mkdocs.yml`, in what pages say of themselves, in
            the glossary, in the cheat sheets and in the catalogue of mistakes.
    """
    found: dict[str, Problem] = {}
    for check in CHECKS:
        try:
            problems = list(check(library))
        except Problem as problem:
            problems = [problem]
        except Problems as several:
            problems = list(several.problems)
        found |= {str(problem): problem for problem in problems}
    if found:
        raise Problems(list(found.values()))


def _navigation(library: Library) -> Iterator[Problem]:
    pages = {page.name: page.path for page in library.pages.values()}
    check_navigation(library.settings.root, pages)
    yield from ()


def _settings(library: Library) -> Iterator[Problem]:
    root = library.settings.root
    read_site(root)
    if not names_extension(root):
        what = f"`{EXTENSION}` is missing: without it no block shows its output"
        repair = "add it at the end of `markdown_extensions`"
        line = line_of(root, "markdown_extensions")
        yield Problem(FILE, line, what, repair)


def _readable(library: Library) -> Iterator[Problem]:
    for read in (read_prerequisites, read_glossary, read_sheets, read_catalogue):
        try:
            read(library)
        except Problem as problem:
            yield problem
        except Problems as problems:
            yield from problems.problems


def _words(library: Library) -> Iterator[Problem]:
    """Finds keywords that are not a list, and tags that the guide does not have."""
    allowed = tags_allowed(library.settings.root)
    for page in library.pages.values():
        try:
            strange = [tag for tag in page.tags if tag.text not in allowed]
            _ = page.keywords
        except Problem as problem:
            yield problem
            continue
        for tag in strange:
            repair = f"use one of: {', '.join(sorted(allowed))}"
            repair += " (or add it to `tags_allowed` in mkdocs.yml)"
            what = f"tag {tag.text!r} is not on the guide's list"
            yield Problem(page.path, tag.line, what, repair)


def _descriptions(library: Library) -> Iterator[Problem]:
    """Finds pages that say nothing about themselves, or too little, or too much."""
    seen: dict[str, str] = {}
    for page in library.pages.values():
        if what := _wrong(page, seen.setdefault(page.description, page.path)):
            repair = f"describe this page in {SHORTEST} to {LONGEST} characters, in "
            repair += "its front matter: `description: …`"
            line = page.front.lines.get("description", (1,))[0]
            yield Problem(page.path, line, what, repair)


def _wrong(page: Page, first: str) -> str:
    """What is wrong with a description; "" for nothing."""
    length = len(page.description)
    if not page.description:
        return "the page has no description"
    if not SHORTEST <= length <= LONGEST:
        return f"the page's description has {length} characters"
    if first != page.path:
        return f"the page has the same description as {first}"
    return ""


def _strays(library: Library) -> Iterator[Problem]:
    """Finds files below `docs/` and `snippets/` that nothing uses."""
    yield from stray_files(library.settings, list(library.pages.values()))


CHECKS: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    _navigation,
    _settings,
    _readable,
    _words,
    _descriptions,
    _strays,
)
