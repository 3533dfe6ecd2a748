"""What to know before a page, and what to read after it, from one graph."""

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problem, Problems
from sitekit.checkout.settings import load
from sitekit.overviews.prerequisites import Graph, add_prerequisites, read_prerequisites
from sitekit.records.library import Library
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable

GUIDE = {
    "index": "[]",
    "a/first": "[]",
    "a/second": "[a/first]",
    "b/third": "[a/second, a/first]",
    "b/fourth": "[a/first]",
    "more/words": "[]",
}
NAV = """
nav:
  - Start: index.md
  - A:
      - First: a/first.md
      - Second: a/second.md
  - B:
      - Third & last: b/third.md
      - Fourth: b/fourth.md
  - More:
      - Words: more/words.md
"""


def write(guide: Guide, pages: dict[str, str]) -> Library:
    """Writes pages that require others; the list stands on the third line."""
    file = guide.root / "mkdocs.yml"
    if "\nnav:" not in file.read_text("utf-8"):
        file.write_text(file.read_text("utf-8") + NAV, "utf-8")
    for name, requires in pages.items():
        line = f"requires: {requires}" if requires else "hide: [toc]"
        guide.page(f"---\ntitle: The {name}\n{line}\n---\n\n# The {name}\n", name)
    return guide.library()


def problem(guide: Guide, pages: dict[str, str]) -> Problem:
    library = write(guide, GUIDE | pages)
    with pytest.raises(Problems) as caught:
        read_prerequisites(library)
    (found,) = caught.value.problems
    return found


def test_reads_titles_and_order_from_the_navigation(guide: Guide) -> None:
    graph = read_prerequisites(write(guide, GUIDE))
    assert graph.titles["b/third"] == "Third & last"
    assert [chapter.title for chapter in graph.course] == ["A", "B"]
    assert graph.lessons == ["a/first", "a/second", "b/third", "b/fourth"]


def test_what_another_page_needs_anyway_is_not_direct(guide: Guide) -> None:
    graph = read_prerequisites(write(guide, GUIDE))
    assert graph.requires["b/third"] == ("a/second", "a/first")
    assert graph.direct["b/third"] == ["a/second"]


def test_next_are_the_pages_that_build_on_it_or_the_next_one(guide: Guide) -> None:
    graph = read_prerequisites(write(guide, GUIDE))
    assert graph.after("a/first") == ["a/second", "b/fourth"]
    assert graph.after("b/third") == ["b/fourth"]
    assert graph.after("b/fourth") == []


def test_an_unknown_name_has_its_file_its_line_and_the_like(guide: Guide) -> None:
    found = problem(guide, {"b/third": "\n  - a/first\n  - a/secnd"})
    assert (found.path, found.line) == ("docs/b/third.md", 5)
    assert "'a/secnd', which does not exist" in found.what
    assert "a/second" in found.repair


def test_a_page_that_requires_itself(guide: Guide) -> None:
    found = problem(guide, {"a/second": "[a/second]"})
    assert (found.path, found.line) == ("docs/a/second.md", 3)
    assert "requires itself" in found.what


def test_a_cycle_is_printed(guide: Guide) -> None:
    found = problem(guide, {"a/first": "[b/third]"})
    assert (found.path, found.line) == ("docs/a/first.md", 3)
    assert "a/first → b/third → a/second → a/first" in found.what


def test_a_page_that_does_not_say(guide: Guide) -> None:
    found = problem(guide, {"more/words": ""})
    assert (found.path, found.line) == ("docs/more/words.md", 1)
    assert "requires: [" in found.repair


def test_what_is_no_list(guide: Guide) -> None:
    found = problem(guide, {"more/words": "a/first"})
    assert (found.path, found.line) == ("docs/more/words.md", 3)


def test_all_mistakes_are_reported_together(guide: Guide) -> None:
    library = write(guide, GUIDE | {"a/first": "[nothing]", "a/second": "[a/second]"})
    with pytest.raises(Problems) as caught:
        read_prerequisites(library)
    assert len(caught.value.problems) == 2


def test_a_mistake_stops_the_build(guide: Guide) -> None:
    write(guide, GUIDE | {"b/third": "[nowhere]"})
    done = guide.build()
    assert done.returncode == 1
    assert "docs/b/third.md:3: this page requires 'nowhere'" in done.stdout
    assert "Traceback" not in done.stdout


def test_the_lines_stand_below_the_title_and_before_the_stamp(guide: Guide) -> None:
    graph = read_prerequisites(write(guide, GUIDE))
    html = '<h1>T</h1>\n<p>Text</p><aside class="sg-stamp"></aside>'
    soup = BeautifulSoup(add_prerequisites(graph, "b/third", html), "html.parser")
    tags = soup.find_all(["h1", "p", "aside"])
    assert [tag.get_text() for tag in tags] == [
        "T",
        "You should know: Second, First.",
        "Text",
        "Next: Fourth.",
        "",
    ]
    links = [(a["href"], a.get_text()) for a in soup.select("a")]
    assert links[0] == ("../../a/second/", "Second")
    assert links[2] == ("../../b/fourth/", "Fourth")


def test_the_first_page_needs_none_and_the_last_has_no_next(guide: Guide) -> None:
    graph = read_prerequisites(write(guide, GUIDE))
    assert "no other page" in add_prerequisites(graph, "a/first", "<h1>T</h1>")
    assert "Next" not in add_prerequisites(graph, "b/fourth", "<h1>T</h1>")


@pytest.mark.parametrize("name", ["index", "more/words"])
def test_pages_that_nobody_reads_in_order_have_no_lines(
    guide: Guide, name: str
) -> None:
    graph = read_prerequisites(write(guide, GUIDE))
    assert add_prerequisites(graph, name, "<h1>T</h1>") == "<h1>T</h1>"


def test_of_many_pages_the_line_names_a_few() -> None:
    names = ["start", *(f"p{number}" for number in range(9))]
    graph = Graph((), {n: n for n in names}, {n: ("start",) for n in names[1:]})
    graph.requires["start"] = ()
    graph.__dict__["lessons"] = names
    html = add_prerequisites(graph, "start", "<h1>T</h1>")
    soup = BeautifulSoup(html, "html.parser")
    links = soup.select(".sg-after a")
    assert [link.get_text() for link in links[:-1]] == ["p0", "p1", "p2", "p3", "p4"]
    assert links[-1].get_text() == "4 more on the map"
    assert links[-1]["href"] == "../#the-pages"


def test_the_guide_s_own_graph_is_whole() -> None:
    library = Library.read(load())
    graph = read_prerequisites(library)
    assert sorted(graph.titles) == sorted(page.name for page in library.pages.values())
    assert set(graph.lessons) <= set(graph.titles)
    for name in graph.lessons:
        assert name not in graph.known[name]
        # A reader who goes through the pages in order has read what each needs.
        assert graph.known[name] <= set(graph.lessons[: graph.lessons.index(name)])
