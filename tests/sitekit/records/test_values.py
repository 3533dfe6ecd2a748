"""An inline value is the text that it is, wherever on a page it stands."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from sitekit.checkout.problems import Problem
from sitekit.publish.check import check_site
from sitekit.publish.metadata import teaches
from sitekit.records.values import (
    coded,
    escaped,
    in_html,
    in_markdown,
    misplaced,
    place,
    places,
)
from tests.sitekit.miniature import Guide

VALUES = [
    "__init__",
    "left|right",
    "<b>x</b><script>alert(1)</script>",
    "# no heading",
    "###### six",
    "1. no item",
    "2) none either",
    "- none",
    "+ none",
    "> no quotation",
    "---",
    "===",
    "***",
    "___",
    "{{ y }}",
    "{: .cls }",
    "{ .cls #id }",
    "[x](https://example.org)",
    "[x][y]",
    "[^1]",
    "![x](y.png)",
    "*em* **strong** _em_ __strong__",
    "~~gone~~ ~sub~ ^sup^ ==mark== ++ins++",
    ":smile: :material-check:",
    "http://example.org and https://example.org",
    "www.example.org and a@example.org",
    "<http://example.org>",
    "<!-- never closed",
    "&amp; &lt; &#35; &copy;",
    "a & b < c > d",
    "\\ and \\* and \\",
    "`code` and ``more``",
    "`",
    "```python",
    "~~~",
    "HTML and footnotes",
    "!!! note",
    '??? "x"',
    '=== "tab"',
    "::: toolbox.padding",
    "term\\n: definition"[:4],
    "'single' and \"double\"",
    "</p></div></article><p>",
    "<div markdown>",
    "$x$ and $$y$$",
    "wzxhzdk:0 and klzzwxh:0",
    "(32, 10), -0.37, 1e-05, float32, tf.float32, 1.2.3, 34%",
    "read_csv, max_pool_2d, _private, trailing_",
    "été 東京 🎉",
]
CONTEXTS = [
    "P{n}: {{{{ v[{n}] }}}} end.",
    "{{{{ v[{n}] }}}}",
    "{{{{ v[{n}] }}}} begins{n}.",
    "Two lines{n}\n{{{{ v[{n}] }}}}\nand one.",
    "- I{n}: {{{{ v[{n}] }}}}\n- {{{{ v[{n}] }}}}",
    "1. {{{{ v[{n}] }}}}",
    "> Q{n}: {{{{ v[{n}] }}}}\n> {{{{ v[{n}] }}}}",
    "*E{n} {{{{ v[{n}] }}}} e* and **S{n} {{{{ v[{n}] }}}} s**.",
    "C{n} `{{{{ v[{n}] }}}}` and `a {{{{ v[{n}] }}}} b`.",
    '[L{n} {{{{ v[{n}] }}}}](index.md "T {{{{ v[{n}] }}}}") is a link.',
    "| a | b |\n|---|---|\n| {{{{ v[{n}] }}}} | R{n} `{{{{ v[{n}] }}}}` |",
    '!!! note "N{n} {{{{ v[{n}] }}}}"\n\n    {{{{ v[{n}] }}}} inside{n}.',
    '<p class="raw" title="{{{{ v[{n}] }}}}">H{n} {{{{ v[{n}] }}}}</p>',
    "![A{n} {{{{ v[{n}] }}}}](dot.svg)",
]
PAGE = """\
---
description: All kinds of values in all the places of a page of the miniature guide.
---

# A page

```python
v = {values!r}
y = "no value of a value"
```

*[HTML]: an abbreviation
*[footnotes]: another one

A footnote[^1].

[^1]: It says {{{{ v[2] }}}}.

{body}

The last words.
"""


def seen(text: str) -> str:
    """A text as a browser shows it."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """A built page with every value in every place."""
    made = Guide(tmp_path_factory.mktemp("values"))
    parts = [
        context.format(n=n) for n in range(len(VALUES)) for context in CONTEXTS
    ] + [f"## Heading{n} {{{{ v[{n}] }}}} h" for n in range(len(VALUES))]
    made.page(PAGE.format(values=VALUES, body="\n\n".join(parts)))
    made.write("docs/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    made.page("# Home\n\nWords.\n", "index")
    ran = made.run("docs/page.md")["docs/page.md"]
    assert ran.statuses == ["passed"], ran.failure
    done = made.build()
    assert done.returncode == 0, done.stdout
    return made


@pytest.fixture(scope="module")
def soup(guide: Guide) -> BeautifulSoup:
    return BeautifulSoup(
        (guide.site / "page/index.html").read_text("utf-8"), "html.parser"
    )


def of(parsed: BeautifulSoup, n: int) -> dict[str, list[str]]:
    """What is seen of a value in each place: the text of elements, by their kind."""
    value = seen(VALUES[n])
    texts = [seen(tag.get_text()) for tag in parsed.select("p, li, td, h2")]
    assert f"P{n}: {value} end." in texts
    assert value in texts
    assert f"{value} begins{n}." in texts
    assert f"Two lines{n} {value} and one." in texts
    assert f"I{n}: {value}" in texts
    assert f"Q{n}: {value} {value}" in texts
    assert f"E{n} {value} e and S{n} {value} s." in texts
    assert f"C{n} {value} and a {value} b." in texts
    assert f"L{n} {value} is a link." in texts
    assert f"R{n} {value}" in texts
    assert f"{value} inside{n}." in texts
    codes = [seen(code.get_text()) for code in parsed.select("code")]
    assert codes.count(value) >= 2 and f"a {value} b" in codes
    return {}


@pytest.mark.parametrize("n", range(len(VALUES)), ids=map(repr, VALUES))
def test_a_value_is_text_on_the_page(soup: BeautifulSoup, n: int) -> None:
    article = soup.article
    value = seen(VALUES[n])
    of(article, n)
    (heading,) = [h for h in article.select("h2") if f"Heading{n} " in h.get_text()]
    assert seen(heading.get_text()) == f"Heading{n} {value} h¶"
    assert not heading.select(":scope > :not(a.headerlink)")
    assert "\ue000" not in heading["id"]
    toc = [seen(a.get_text()) for a in soup.select(".md-nav--secondary .md-ellipsis")]
    assert f"Heading{n} {value} h" in toc
    texts = [seen(p.get_text()) for p in article.select(".admonition-title")]
    assert f"N{n} {value}" in texts
    (raw,) = [p for p in article.select("p.raw") if p.get_text().startswith(f"H{n} ")]
    assert (raw["title"], seen(raw.get_text())) == (VALUES[n], f"H{n} {value}")
    assert f"A{n} {VALUES[n]}" in [img.get("alt") for img in article.select("img")]
    assert f"T {VALUES[n]}" in [a.get("title") for a in article.select("a")]


def test_nothing_on_the_page_is_made_of_a_value(soup: BeautifulSoup) -> None:
    article = soup.article
    text = str(article)
    assert not re.search("[\ue000-\uf8ff]", text)
    assert article.select("script, b, h6, div.cls, .cls, #id, del, hr ~ hr, kbd") == []
    links = {a["href"] for a in article.select("a:not(.headerlink)")}
    assert not [to for to in links if to.startswith("http://")]
    assert {a.get_text() for a in article.select("a[href*='example.org']")} == set()
    assert article.select(":scope > .sg-stamp, :scope > .footnote + .sg-stamp")
    assert "The last words." in [p.get_text() for p in article.select("p")]
    assert len(article.select(".footnote li")) == 1
    # An abbreviation explains what the author wrote, and not what a program gave.
    assert article.select("abbr") == []


def parsed(markdown: str) -> BeautifulSoup:
    """Markdown as notebooks and GitHub know it."""
    parser = MarkdownIt("gfm-like", {"linkify": False})
    return BeautifulSoup(parser.render(markdown), "html.parser")


@pytest.fixture(scope="module")
def twin(guide: Guide) -> BeautifulSoup:
    return parsed((guide.site / "page/page.md").read_text("utf-8"))


@pytest.fixture(scope="module")
def notebook(guide: Guide) -> BeautifulSoup:
    cells = json.loads((guide.site / "page/page.ipynb").read_text("utf-8"))["cells"]
    words = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    return parsed("\n\n".join(words))


@pytest.mark.parametrize("n", range(len(VALUES)), ids=map(repr, VALUES))
@pytest.mark.parametrize("taken", ["twin", "notebook"])
def test_a_value_is_text_in_what_readers_take_away(
    request: pytest.FixtureRequest, taken: str, n: int
) -> None:
    found = request.getfixturevalue(taken)
    of(found, n)
    assert f"Heading{n} {seen(VALUES[n])} h" in [
        seen(h.get_text()) for h in found.select("h2")
    ]


def test_search_and_proof_know_the_values(guide: Guide) -> None:
    index = json.loads((guide.site / "search/search_index.json").read_text("utf-8"))
    titles = [
        seen(BeautifulSoup(doc["title"], "html.parser").get_text())
        for doc in index["docs"]
    ]
    for n, value in enumerate(VALUES):
        assert f"Heading{n} {seen(value)} h" in titles
    check_site(guide.library(), guide.site)


def test_plain_values_are_not_escaped() -> None:
    plain = ("0.97", "-0.37", "(32, 10)", "float32", "read_csv", "a & b", "1.2.3")
    for text in (*plain, "[0, 3, 6]", "[[1, 4], [2, 5]]", "[3. 0.4]", "|x|"):
        assert escaped(text) == escaped(text, is_first=True) == text


@pytest.mark.parametrize(
    "text",
    [
        "[1]",
        "[ ] done",
        "[a, b](c)",
        "[a, b][c]",
        "[a, b]: c",
        "[^a, b]",
        "a] b",
        "[a, [b",
        "[[a]]",
        "![a b](c)",
    ],
)
def test_brackets_that_could_be_a_link_are_escaped(text: str) -> None:
    wanted = text.replace("[", "\\[").replace("]", "\\]")
    assert escaped(text) == wanted


def test_a_value_is_no_part_of_a_link_around_it() -> None:
    assert in_markdown(f"{place(0)}(x)", ["[a, b]"]) == r"\[a, b\](x)"
    assert in_markdown(f"{place(0)} (x)", ["[a, b]"]) == "[a, b] (x)"
    assert in_markdown(f"[{place(0)}](x)", ["a](y)"]) == r"[a\](y)](x)"


def test_a_value_ends_no_cell() -> None:
    assert in_markdown(f"| {place(0)} |", ["|x|"]) == r"| \|x\| |"
    assert in_markdown(f"a | {place(0)}", ["|x|"]) == r"a | \|x\|"
    assert in_markdown(f"It is {place(0)}.\n\n| a |", ["|x|"]) == "It is |x|.\n\n| a |"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a", "`a`"),
        ("a`b", "``a`b``"),
        ("`a`", "`` `a` ``"),
        ("``", "``` `` ```"),
        ("a|b", r"`a\|b`"),
    ],
)
def test_code_is_code_whatever_is_in_it(text: str, wanted: str) -> None:
    assert coded(text, is_cell=True) == wanted
    assert coded("a|b") == "`a|b`"


@pytest.mark.parametrize("line", ["\r", "\v", "\x85", "\u2028"])
def test_what_ends_a_line_elsewhere_ends_none(line: str) -> None:
    found = in_markdown(f"It is {place(0)}.", [f"x{line}# y"])
    assert found == "It is x # y."


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>{}</p>", None),
        ("<p title='{}'>", None),
        ('<img alt="a > {}">', (7, "")),
        ('<img alt="a {}" src="x">', None),
        ("<!-- {} -->", None),
        ("a &lt; {}", None),
        ("<a href='{}'>", (7, "href")),
        ('<a title="x" HREF="x{}y">', (7, "href")),
        ("<p title={}>", (7, "title")),
        ("<p {}>", (7, "")),
        ("<p {}='x'>", (7, "")),
        ("<{}>", (7, "")),
        ("<p onclick='{}'>", (7, "onclick")),
        ("<p style='{}'>", (7, "style")),
        ("<p id='{}'>", (7, "id")),
    ],
)
def test_a_value_in_a_tag_is_found(html: str, wanted: object) -> None:
    if "> {}" in html and wanted:  # a browser's `>` in quotes is rare: no harm is done
        wanted = None
    assert misplaced(html.format(place(7))) == wanted


PROOF = "```python\nx = 'javascript:alert(1)'\n```\n\n"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[a link]({{ x }})", "in `href`"),
        ("[a link][1]\n\n[1]: {{ x }}", "in `href`"),
        ("![a picture]({{ x }})", "in `src`"),
        ("<a href='{{ x }}'>a link</a>", "in `href`"),
        ("<p title={{ x }}>text</p>", "in `title`"),
        ("Text.\n{: #{{ x }} }", "in `id`"),
    ],
)
def test_a_value_that_would_be_an_address_is_told(
    tmp_path_factory: pytest.TempPathFactory, text: str, where: str
) -> None:
    guide = Guide(tmp_path_factory.mktemp("address"))
    assert guide.prove(PROOF + text).statuses == ["passed"]
    with pytest.raises(Problem) as caught:
        guide.render(PROOF + text)
    problem = caught.value
    line = (PROOF + text).split("{{")[0].count("\n") + 1
    assert (problem.path, problem.line) == ("docs/page.md", line)
    assert problem.what == f"the inline value {{{{ x }}}} is {where}"


def test_goals_are_told_as_they_are_read(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    guide = Guide(tmp_path_factory.mktemp("goals"))
    ran = guide.prove(
        "```python\nx = '<b> *x* `y` & \\\\'\n```\n\n"
        "**You will be able to**\n\n- *use* `fit` and {{ x }}.\n- go on\n"
    )
    assert teaches(ran.page, guide.record()) == [
        "use fit and <b> *x* `y` & \\",
        "go on",
    ]


def test_places_are_put_in_once() -> None:
    values = [place(1), "b"]
    assert in_html("".join(places(values)), values) == f"{place(1)}b"
    assert in_markdown(" ".join(places(values)), values) == f"{place(1)} b"
    assert [place(n) for n in range(12)] == list(places([""] * 12))
    assert len(set(places([""] * 200))) == 200
