"""What has to hold of all pages together, before anything runs or is rendered."""

from sitekit.checkout.navigation import check_navigation
from sitekit.checkout.problems import Problem, Problems
from sitekit.overviews.glossary import read_glossary
from sitekit.overviews.prerequisites import read_prerequisites
from sitekit.overviews.sheets import read_sheets
from sitekit.records.library import Library


def check_guide(library: Library) -> None:
    """Reads what belongs to several pages at once.

    Raises:
        Problems: All mistakes in the navigation, in what pages require, in the
            glossary and in the cheat sheets.
    """
    found: dict[str, Problem] = {}
    for read in (_navigation, read_prerequisites, read_glossary, read_sheets):
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
    check_navigation(library.settings.root, pages)
