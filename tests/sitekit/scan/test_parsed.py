"""A page's prose is parsed as the site parses it."""

import pytest
from mkdocs.config import load_config

from sitekit.checkout.mkdocs_yml import EXTENSION
from sitekit.checkout.problems import Problem
from sitekit.scan import parsed
from sitekit.scan.fences import find_fences
from sitekit.scan.parsed import EXTENSIONS, SIGN, Parsed, parse
from tests.sitekit.miniature import REPOSITORY


def read(text: str, offset: int = 0) -> Parsed:
    return parse("docs/page.md", text, offset, find_fences(text)[0])


def text_of(found: Parsed) -> str:
    return "".join(found.root.itertext())


def test_the_parser_is_the_site_s_own() -> None:
    config = load_config(str(REPOSITORY / "mkdocs.yml"))
    # MkDocs itself names these, and ours needs the records.
    named = [
        n for n in config.markdown_extensions if n not in (EXTENSION, "fenced_code")
    ]
    assert sorted(named) == sorted(EXTENSIONS)
    for name, ours in EXTENSIONS.items():
        theirs = dict(config.mdx_configs.get(name, {}))
        if "slugify" in theirs:
            assert theirs.pop("slugify")("A B", "-") == ours["slugify"]("A B", "-")
            ours = {key: value for key, value in ours.items() if key != "slugify"}
        assert theirs == ours, name


@pytest.mark.portable
def test_signs_say_on_which_line_something_begins() -> None:
    found = read("# A\n\nTwo\nlines\n\n- b\n    - c\n\n> d\n\n| e |\n|---|\n| f |\n")
    signs = [ord(sign) - parsed.LINE for sign in SIGN.findall(text_of(found))]
    assert signs == [1, 3, 6, 7, 9, 11, 13]
    assert found.starts == {1, 3, 6, 7, 9, 11}


@pytest.mark.portable
@pytest.mark.parametrize(
    "text",
    [
        "[one] and [two][one]\n\n[one]: https://example.org\n",
        '!!! note "A title"\n\n    b\n\n??? tip\n\n    c\n',
        '=== "One"\n\n    a\n\n=== "Two"\n\n    b\n',
        "HTML\n\n*[HTML]: Hyper\n",
        "a[^1]\n\n[^1]: note\n",
        "Term\n:   What it is\n",
        "A heading\n=========\n\nB\n-\n",
        "### C {: #see .this }\n\npara\n{: .that }\n",
        "<div markdown>\n\n*a*\n\n</div>\n\n<p>b</p>\n\n<b>c</b> d\n",
        "***\n\n---\n\n* * *\n",
        "[TOC]\n\n# A\n",
        "&amp; and &copy;\n\n`code` first\n\n![alt](x.svg)\n",
        "    ```text\n    x\n    ```\n",
    ],
)
def test_signs_change_nothing_but_the_text(text: str) -> None:
    """Whatever a sign stood in the way of would be another element, or another id."""
    found = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsed, "NO_TEXT", parsed.re.compile(""))  # no signs at all
        plain = read(text)
    assert shape(found) == shape(plain)


def shape(found: Parsed) -> list[tuple[str, dict[str, str], str]]:
    return [
        (
            str(element.tag),
            dict(element.attrib),
            SIGN.sub("", f"{element.text or ''}|{element.tail or ''}"),
        )
        for element in found.root.iter()
    ]


@pytest.mark.portable
def test_values_are_kept_apart() -> None:
    found = read("| a |\n|---|\n| {{ a | b }} |\n\n# {{ c }}\n")
    assert found.values == ("{{ a | b }}", "{{ c }}")
    assert [e.tag for e in found.root.iter("td")] == ["td"]


@pytest.mark.portable
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# A\n\n## B {: id = 'b'}\n\ntext\n", 3),
        ("# A\n\n```text\nx\n```\n\ntext\n\nword\n\n- ## B {: id = 'b'}\n\nc\n", 11),
        ("## B {: id = 'b'}\n", 1),
        ("a\n\n> q\n>\n> ## B {: id = 'b'}\n", 5),
    ],
)
def test_what_the_parser_fails_on_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Problem) as caught:
        read(text, 10)
    assert caught.value.line == line + 10
    assert "the site's parser fails here: TypeError" in caught.value.what
    assert "remove the spaces around `=`" in caught.value.repair


@pytest.mark.portable
@pytest.mark.parametrize(
    "error", [RecursionError("too deep"), ValueError("odd"), AssertionError()]
)
def test_whatever_the_parser_raises_is_told(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def run(self: object, root: object) -> None:
        if "odd" in "".join(root.itertext()):  # type: ignore[attr-defined]  # Element has it
            raise error

    monkeypatch.setattr(parsed._Tree, "run", run)
    with pytest.raises(Problem) as caught:
        read("# A\n\ntext\n\nodd text\n\nmore\n")
    assert caught.value.line == 5
    assert type(error).__name__ in caught.value.what
    assert "simplify" in caught.value.repair
    assert read("# A\n\ntext\n").headings  # the next page is read as ever


@pytest.mark.portable
def test_footnotes_and_open_html_are_noted() -> None:
    found = read("a[^1]\n\n[^1]: x\n\n[^1]: y\n\n[^2]: z\n\n<div markdown>\n\nb\n")
    assert (found.twice, found.unused, found.unclosed) == (("1",), ("2",), ("div",))


DEEP = {
    "lists": ["    " * depth + "- a" for depth in range(500)],
    "lists by two": ["  " * depth + "- a" for depth in range(800)],
    "numbers": ["    " * depth + "1. a" for depth in range(300)],
    "boxes": ["    " * (n // 2) + "!!! note" * (n % 2 == 0) for n in range(600)],
    "on one line": ["- " * 500 + "a"],
    "numbers on one line": ["1. " * 500 + "a"],
    "quotes": ["> " * 1000 + "a"],
    "quotes of lists": ["> " * 99 + "- - a"],
}


@pytest.mark.parametrize("lines", DEEP.values(), ids=DEEP)
def test_what_no_parser_reads_is_refused_before_it_tries(lines: list[str]) -> None:
    body = "# A\n\n" + "\n".join(lines)
    with pytest.raises(Problem, match="more than 40 elements are nested") as caught:
        parse("docs/page.md", body, 3, find_fences(body)[0])
    first = caught.value.line - 3
    line = body.split("\n")[first - 1]
    # The line itself, or the one above: the marks of the item are a level, too.
    assert line.strip() and len(line) - len(line.lstrip()) in (0, 400, 404)
