"""What is shown as it is typed is told, and what is meant is left alone."""

import pytest

from sitekit.scan.dialects import OPAQUE, find_slips

pytestmark = pytest.mark.portable


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("a claim[^nowhere] here", "[^nowhere]"),
        ("a claim^[at once] here", "^[at once]"),
        ("it is $x^2_i$ here", "$x^2_i$"),
        ("it is $$x\n= y$$ here", "$$x"),
        (f"it is ${OPAQUE}+1$ here", "+1$"),
        ("a ==mark== here", "==mark=="),
        ("press ++ctrl+c++ here", "++ctrl+c++"),
        ("is ^^under^^ here", "^^under^^"),
        ("x^2^ here", "^2^"),
        ("H~2~O here", "~2~"),
        ("~~gone~~ here", "~~gone~~"),
        ("[ ] to do", "[ ]"),
        ("[x] done", "[x]"),
        ("all :smile: now", ":smile:"),
        ("all :+1: now", ":+1:"),
        ("see [[Page]] here", "[[Page]]"),
        ("see [words][nowhere] here", "[words][nowhere]"),
        ("see [words][] here", "[words][]"),
        ("see [words] (page.md) here", "[words] (page.md)"),
        ("see [words](https://example.org here", "[words](https://example.org here"),
        ("see (words)[page.md] here", "(words)[page.md]"),
        ("some {: #id } here", "{: #id }"),
        ("some {#id} here", "{#id}"),
        ("some {.left} here", "{.left}"),
        ("{% raw %}", "{%"),
        ("::: warning", "::: warning"),
        ("[!NOTE]\nread this", "[!NOTE]"),
        ("text\n!!! note", "!!! note"),
        ("??? Note", "??? Note"),
        ("=== Tab", "=== Tab"),
        ("list:\n- a\n- b", "- a"),
        ("list:\n1. a", "1. a"),
        ("1) a", "1) a"),
        ("• a", "• a"),
        ("text\n| a |\n|---|\n| b |", "|---|"),
        ("=======", "======="),
        ("an `open one", "`"),
        ("**bold and on", "**bold and on"),
        ("on and bold**", "on and bold**"),
        ("__name here", "__name here"),
        ("call f(*args)", "*args)"),
        ("<div text", "<div text"),
        ("<!-- text", "<!-- text"),
        ("see https://example.org now", "https://example.org"),
    ],
)
def test_what_is_shown_as_it_is_typed_is_told(text: str, typed: str) -> None:
    slip = next(find_slips(text))
    assert slip.typed == typed
    assert slip.what.startswith("a backtick" if typed == "`" else f"`{typed[:39]}")
    assert slip.repair


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10, $5-$10, or US$5/US$6.",
        "a == b == c, and x == y",
        "C++ and Java++, 1 ++ 2",
        "about ~5 and ~6, or ~5,~6",
        "10^-3 and 10^-4",
        "at 12:30:45, a::b, x[:n:] and note: this",
        "the matrix [[1, 2], [3, 4]]",
        "2 ** 3, 2**3, 2 * 3, 2*3 and five*",
        "a set {1, 2}, {.5, 1}, {x: y} and {}",
        "a < b, x <y and <-",
        "snake_case_name and _private",
        "::: toolbox.metrics",
        "why?? no!!! yes",
        "a - b\nand - c",
        "in 1986. And in\n1986. And",
        "a | b, |x|",
        f"{OPAQUE} and {OPAQUE}{OPAQUE}",
        "text[0] (see below), [3](4), [a] (b)",
        "a[0][1] and x[i][j]",
    ],
)
def test_what_is_meant_is_left_alone(text: str) -> None:
    assert list(find_slips(text)) == []


def test_one_thing_is_told_once() -> None:
    (slip,) = find_slips("a list:\n1) a")
    assert "1) a" in slip.what


def test_a_long_one_is_shortened() -> None:
    (slip,) = find_slips("$" + "x" * 60 + "$")
    assert len(slip.what) < 80
    assert slip.typed == "$" + "x" * 60 + "$"
