"""What has to hold of all pages together, before anything runs or is rendered."""

from sitekit import glossary, navigation, prerequisites, sheets
from sitekit.library import Library
from sitekit.problems import Problem, Problems


def check(library: Library) -> None:
    """Reads what belongs to several pages at once.

    Raises:
        Problems: All mistakes in the navigation, in what pages require, in the
            glossary and in the cheat sheets.
    """
    found: dict[str, Problem] = {}
    for read in (_navigation, prerequisites.read, glossary.read, sheets.read):
        try:
            read(library)
        except Problem as problem:
            found[str(problem)] = problem
        except Problems as problems:
            found |= {str(problem): problem for problem in problems.problems}
    if found:
        raise Problems(list(found.values()))


def _navigation(library: Library) -> None:
    pages = {page.name: page.path for page in library.pages.values()}
    navigation.check(library.settings.root, pages)
