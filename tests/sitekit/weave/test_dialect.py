"""What is no CommonMark is put so that each viewer of Markdown shows it."""

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sitekit.weave.dialect import Dialect
from sitekit.weave.prose import nowhere

pytestmark = pytest.mark.portable


def plain(text: str) -> str:
    """A text without the dialect; its links lead to `/there`."""
    return Dialect(text.split("\n"), lambda target: "/there").plain(text)


def shown(text: str) -> BeautifulSoup:
    """A text as a viewer of CommonMark with tables shows it."""
    html = MarkdownIt().enable(["table", "strikethrough"]).render(text)
    return BeautifulSoup(html, "html.parser")


LINKS = {
    "a page": ("[a b](x.md)", "a b", ""),
    "with a title": ('[a b](x.md "its title")', "a b", "its title"),
    "with another title": ("[a b](x.md 'its \"title\"')", "a b", 'its "title"'),
    "on two lines": ('[a\nb](x.md\n"t")', "a\nb", "t"),
    "with brackets": ("[a [b] c](x.md)", "a [b] c", ""),
    "with code": ("[`a](b)` c](x.md)", "a](b) c", ""),
    "in angles": ('[a](<x y.md> "t")', "a", "t"),
    "with parentheses": ("[a](x_(y).md)", "a", ""),
    "by a name": ('[a b][n]\n\n[n]: x.md "t"', "a b", "t"),
    "by its own words": ("[A\nb][]\n\n[a b]: <x.md>", "A\nb", ""),
    "in short": ("[a b]\n\n[A b]: x.md 'u'", "a b", "u"),
    "with an attribute": ('[a](x.md){ .button target="_blank" }', "a", ""),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_keeps_its_words_its_title_and_its_target(name: str) -> None:
    text, words, title = LINKS[name]
    dialect = Dialect(text.split("\n"), lambda target: "/there")
    lines = "\n".join(map(dialect.line, text.split("\n")))
    soup = shown(dialect.plain(lines))
    (link,) = soup.find_all("a")
    assert (link["href"], link.text, link.get("title", "")) == ("/there", words, title)
    assert soup.text.strip() == words
    # Where a file stands by itself, the words are left.
    alone = Dialect(text.split("\n"), nowhere)
    soup = shown(alone.plain("\n".join(map(alone.line, text.split("\n")))))
    assert soup.find_all("a") == []
    assert soup.text.strip() == words


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b.md)`",
        "``[a](b.md) ` x``",
        "`one\n[a](b.md)` two",
        "a [b] c",
        "a [b][c] d",
        "x[0](1)"[:4],
        "`{ .python }`, `[^1]` and `$x$`",
        "[x]: is no definition of anything",
    ],
)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "alone", "there"),
    [
        ("![a b](x.png)", "<em>a b</em>", '<img alt="a b" src="/there"/>'),
        (
            '![a](x.png "t"){ width="30" }',
            "<em>a</em>",
            '<img alt="a" src="/there" title="t"/>',
        ),
        ("![](x.png)", "", '<img alt="" src="/there"/>'),
        (
            "[![a](x.png)](y.md)",
            "<em>a</em>",
            '<a href="/there"><img alt="a" src="/there"/></a>',
        ),
    ],
)
def test_a_picture_that_is_not_there_is_its_words(
    text: str, alone: str, there: str
) -> None:
    found = Dialect([], nowhere).plain(text)
    assert shown(found).decode().strip() in (f"<p>{alone}</p>", alone)
    assert shown(plain(text)).decode().strip() == f"<p>{there}</p>"


def test_footnotes_have_the_numbers_that_the_site_gives_them() -> None:
    text = "A claim[^late] and one[^early], [^none].\n\n[^early]: One.\n[^late]: Two."
    site = markdown.markdown(text, extensions=["footnotes"])
    numbers = [a.text for a in BeautifulSoup(site, "html.parser").select("sup a")]
    assert numbers == ["2", "1"]
    found = Dialect(text.split("\n"), nowhere).plain(text.split("\n")[0])
    assert found == "A claim<sup>2</sup> and one<sup>1</sup>, [^none]."


TABLES = [
    "| code | value |\n|---|---|\n| `x | y` | 2 |\n| ``a || b`` | `c` |",
    "code | value\n--- | :-:\n`x | y` | 2",
    "  | a |\n  |---|\n  | `|` |",
    "| a | b |\n|:--|--:|\n| x \\| y | `z` |",
]


@pytest.mark.parametrize("text", TABLES)
def test_a_table_has_the_cells_that_it_has_on_the_site(text: str) -> None:
    site = BeautifulSoup(markdown.markdown(text, extensions=["tables"]), "html.parser")
    found = shown(plain(text))
    cells = [[cell.text for cell in row.find_all(["th", "td"])] for row in site("tr")]
    assert len(cells) > 1
    assert cells == [
        [cell.text for cell in row.find_all(["th", "td"])] for row in found("tr")
    ]


def test_code_outside_of_a_table_keeps_its_bars() -> None:
    assert plain("Where `x | y` holds,\n`a | b` holds.") == (
        "Where `x | y` holds,\n`a | b` holds."
    )


@pytest.mark.parametrize("text", ["It costs $5, not $6.", "$x^2$ and $$y$$", "5$"])
def test_a_dollar_is_a_dollar(text: str) -> None:
    """In a notebook, what stands between two of them would be a formula."""
    found = plain(text)
    assert "$" not in found.replace("\\$", "")
    assert shown(found).text.strip() == text
    assert plain(found) == found


def test_definitions_are_lists_below_their_terms() -> None:
    text = (
        "Apple\n:   A fruit,\n    of a tree.\n:   A company.\n\n"
        "*Kernel*\n\n:   A window.\n\n    More of it.\n\nThe end: all."
    )
    soup = shown(plain(text))
    assert [term.text for term in soup.find_all("strong")] == ["Apple", "Kernel"]
    items = [" ".join(item.text.split()) for item in soup.find_all("li")]
    assert items == ["A fruit, of a tree.", "A company.", "A window. More of it."]
    assert soup.find_all("pre") == []
    assert soup.find_all("p")[-1].text == "The end: all."


def test_an_abbreviation_is_said() -> None:
    dialect = Dialect([], nowhere)
    assert dialect.line("*[TF]: TensorFlow") == "- TF: TensorFlow"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# Title {#top .x}", "# Title "),
        ("# Title {: #top }", "# Title "),
        ('*a*{ title="b" }', "*a*"),
        ("{'a': 1} and {x}", "{'a': 1} and {x}"),
        ('<a href="x.md">a</a> <img src="y">', None),
    ],
)
def test_attributes_are_taken_off(text: str, wanted: str | None) -> None:
    html = '<a href="/there">a</a> <img src="/there">'
    assert plain(text) == (wanted if wanted is not None else html)


MARKS = st.sampled_from([*'[]()!`{}<>$|\\"\n :.#^=', "](", "[^1]", "```", "a b"])


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(MARKS, max_size=40).map("".join))
def test_code_is_never_changed(text: str) -> None:
    """Whatever is around it; what has no end is left as it is."""
    found = plain(f"{text}\n\nIt is `a [b](c) $x$ {{ .d }}` and no more.\n\n{text}")
    assert "`a [b](c) $x$ { .d }`" in found


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(exclude_characters="[]`{}<>$|:"), max_size=80))
def test_plain_words_are_what_they_were(text: str) -> None:
    assert plain(text) == text
