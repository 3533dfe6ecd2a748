"""What a reader should know before a page, and what to read after it.

Each page's front matter lists the pages that it builds on, as `requires:`.
Together with the navigation this is one graph: the lines at the top and the
end of each page, and the map on the home page, are drawn from it.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from markupsafe import Markup

from sitekit.checkout import Problem, Problems
from sitekit.checkout.navigation import Chapter, read_navigation
from sitekit.records.library import Library
from sitekit.scan.addresses import up_from
from sitekit.scan.model import Page
from sitekit.weave.html import link, page_links
from sitekit.weave.stamp import STAMP

KEY = "requires"
REPAIR = f"list the pages that it builds on: `{KEY}: [keras/sequential]`, or `[]`"
# More pages than this after one are not a choice but a list: the map has them.
MOST = 5


@dataclass(frozen=True)
class Graph:
    """The pages of the guide, and what each builds on.

    Attributes:
        chapters: The navigation.
        titles: The title of each page in it, by name and in its order.
        requires: The pages that each builds on, by name.
    """

    chapters: tuple[Chapter, ...]
    titles: dict[str, str]
    requires: dict[str, tuple[str, ...]]

    @cached_property
    def known(self) -> dict[str, set[str]]:
        """All that a page builds on, directly or through others."""
        found: dict[str, set[str]] = {}

        def visit(name: str) -> set[str]:
            if name not in found:
                needed = self.requires[name]
                found[name] = set(needed).union(*map(visit, needed))
            return found[name]

        for name in self.requires:
            visit(name)
        return found

    @cached_property
    def direct(self) -> dict[str, list[str]]:
        """What a page builds on, without what those pages build on anyway."""
        return {
            name: [
                one
                for one in needed
                if not any(one in self.known[other] for other in needed)
            ]
            for name, needed in self.requires.items()
        }

    @cached_property
    def course(self) -> tuple[Chapter, ...]:
        """The chapters to be learnt: some page there builds on one, or serves one."""
        joined = {name for name, needed in self.requires.items() if needed}
        joined = joined.union(*self.requires.values())
        return tuple(
            chapter
            for chapter in self.chapters
            if chapter.title and any(entry.name in joined for entry in chapter.entries)
        )

    @cached_property
    def lessons(self) -> list[str]:
        """The pages of these chapters, in order."""
        inside = [entry.name for chapter in self.course for entry in chapter.entries]
        return [name for name in inside if name in self.titles]

    def after(self, name: str) -> list[str]:
        """What to read after a page: those that build on it, or the next one."""
        found = [other for other in self.titles if name in self.direct[other]]
        if not found:
            order = self.lessons
            found = order[order.index(name) + 1 :][:1]
        return found


def read_prerequisites(library: Library) -> Graph:
    """Reads the graph from all pages and the navigation.

    Raises:
        Problems: A page in the navigation does not say what it builds on, names
            a page that does not exist or itself, or pages build on each other.
    """
    return library.once("prerequisites", _read)


def _read(library: Library) -> Graph:
    pages = {page.name: page for page in library.pages.values()}
    chapters = read_navigation(library.settings.root)
    entries = [e for chapter in chapters for e in chapter.entries if e.name in pages]
    titles = {entry.name: entry.title or pages[entry.name].title for entry in entries}
    requires: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name in titles:
        try:
            requires[name] = _required(pages[name], titles)
        except Problem as problem:
            problems.append(problem)
    cycle = [] if problems else _cycle(requires)
    if cycle:
        page = pages[cycle[0]]
        line = page.front.lines[KEY][1 + requires[cycle[0]].index(cycle[1])]
        what = "these pages require each other: " + " → ".join(cycle)
        repair = "remove one of these names from its page's list"
        problems.append(Problem(page.path, line, what, repair))
    if problems:
        raise Problems(problems)
    return Graph(chapters, titles, requires)


def _required(page: Page, titles: dict[str, str]) -> tuple[str, ...]:
    """The names that a page lists, checked.

    Raises:
        Problem: There are none, or one is not another page.
    """
    needed = page.front.names(page.path, KEY)
    if KEY not in page.front.values:
        what = "this page does not say what a reader should know first"
        raise Problem(page.path, 1, what, REPAIR)
    for one in needed:
        if one.text == page.name:
            what, repair = "this page requires itself", "remove the page's own name"
            raise Problem(page.path, one.line, what, repair)
        if one.text not in titles:
            what = f"this page requires {one.text!r}, which does not exist"
            close = get_close_matches(one.text, titles, 1, 0.4) or sorted(titles)
            repair = f"write the path below docs/, without `.md`: {close[0]}"
            raise Problem(page.path, one.line, what, repair)
    return tuple(one.text for one in needed)


def _cycle(requires: dict[str, tuple[str, ...]]) -> list[str]:
    """A cycle, from a page back to it; empty where there is none."""
    try:
        TopologicalSorter(requires).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found[::-1]
    return []


def add_prerequisites(graph: Graph, name: str, html: str) -> str:
    """Puts both lines on a page: below its title, and before its stamp.

    Args:
        graph: All pages.
        name: The page; reference pages, which are not read in order, get none.
        html: What was rendered.
    """
    if name not in graph.lessons:
        return html
    up = up_from(name)
    before = page_links(up, graph.requires[name], graph.titles)
    before = before or Markup("some Python; no other page first")
    after = graph.after(name)
    more = len(after) - MOST
    then = page_links(up, after[:MOST], graph.titles)
    if more > 0:
        then += " and " + link(f"{up or './'}#the-pages", f"{more} more on the map")
    head, title, body = html.partition("</h1>") if "</h1>" in html else ("", "", html)
    rest, stamp, end = body.partition(STAMP)
    first = Markup('<p class="sg-before"><b>You should know:</b> {}.</p>')
    first = first.format(before)
    last = then and Markup('<p class="sg-after"><b>Next:</b> {}.</p>').format(then)
    return f"{head}{title}\n{first}{rest}{last}{stamp}{end}"
