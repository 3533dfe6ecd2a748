"""Fences are found exactly where the site's parser renders them."""

import itertools
import re
from typing import Any

import markdown
import pytest

from sitekit.scan.fences import accept, apart, find_fences, tabs

pytestmark = pytest.mark.portable

# Every construct that a block can stand in: what opens it, and what each line of
# its content begins with.
NESTS = {
    "tab": ('=== "Tab"\n\n', "    "),
    "admonition": ('!!! note "Title"\n\n', "    "),
    "details": ("??? note\n\n", "    "),
    "open details": ('???+ tip "Title"\n\n', "    "),
    "list": ("- item\n\n", "    "),
    "numbered list": ("1. item\n\n", "    "),
    "quote": ("> quoted\n>\n", "> "),
}
CODE = "for x in range(2):\n\n    print(x)  # text"
FENCE = f"```python\n{CODE}\n```\n"


def nest(text: str, *kinds: str) -> str:
    """Puts a text into constructs, the last kind innermost."""
    for kind in reversed(kinds):
        opening, prefix = NESTS[kind]
        lines = text.splitlines(keepends=True)
        text = opening + "".join(
            prefix + line if line.strip() else f"{prefix.strip()}\n" for line in lines
        )
    return text


def render(text: str) -> tuple[list[str], str]:
    """What the site's parser hands to its formatter, and its HTML."""
    sources: list[str] = []

    def note(source: str, *args: Any, **kwargs: Any) -> str:
        sources.append(source)
        return f'<i data-fence="{len(sources)}"></i>'

    fences = [{"name": "*", "class": "", "format": note, "validator": accept}]
    html = markdown.markdown(
        text,
        extensions=[
            "admonition",
            "attr_list",
            "md_in_html",
            "pymdownx.details",
            "pymdownx.highlight",
            "pymdownx.superfences",
            "pymdownx.tabbed",
        ],
        extension_configs={
            "pymdownx.superfences": {
                "disable_indented_code_blocks": True,
                "custom_fences": fences,
            },
            "pymdownx.tabbed": {"alternate_style": True},
        },
    )
    return sources, html


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_finds_what_is_rendered_however_it_is_nested(depth: int) -> None:
    nestings = list(itertools.permutations(NESTS, depth))
    assert nestings
    for kinds in nestings:
        text = f"Above.\n\n{nest(FENCE, *kinds)}\nBelow.\n"
        fences, strays = find_fences(text)
        sources, html = render(text)
        assert [fence.text for fence in fences] == sources == [CODE], kinds
        assert html.count("data-fence=") == 1, kinds
        assert strays == [], kinds


@pytest.mark.parametrize("kind", NESTS)
def test_lines_are_those_of_the_text(kind: str) -> None:
    text = f"# Title\n\n{nest(FENCE, kind)}\nBelow.\n\n{FENCE}"
    lines = text.split("\n")
    fences, _ = find_fences(text)
    assert len(fences) == 2
    for fence in fences:
        assert lines[fence.line - 1].endswith("```python")
        assert lines[fence.end - 1].endswith("```")
        assert fence.end - fence.line == 4


def test_several_blocks_in_several_tabs() -> None:
    text = """\
=== "One"

    ```python
    1
    ```

    ```python
    2
    ```

=== "Two"

    !!! note

        ~~~python
        3
        ~~~
"""
    fences, strays = find_fences(text)
    assert [(fence.line, fence.end, fence.text) for fence in fences] == [
        (3, 5, "1"),
        (7, 9, "2"),
        (15, 17, "3"),
    ]
    assert strays == []
    assert render(text)[0] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("header", "language", "classes", "options"),
    [
        ("python", "python", (), {}),
        (" python", "python", (), {}),
        ('python title="a b" hl_lines="1 3-4"', "python", (),
         {"title": "a b", "hl_lines": "1 3-4"}),
        ("{.python}", "python", (), {}),
        ("{ .python .annotate }", "python", ("annotate",), {}),
        ('{.python .check title="x" alt="it\'s"}', "python", ("check",),
         {"title": "x", "alt": "it's"}),
        ('{.python caption="a `b` \u201cc\u201d"}', "python", (),
         {"caption": "a `b` \u201cc\u201d"}),
        ("", "", (), {}),
    ],
)  # fmt: skip
def test_reads_the_header(
    header: str, language: str, classes: tuple[str, ...], options: dict[str, str]
) -> None:
    fences, strays = find_fences(f"```{header}\npass\n```\n")
    (fence,) = fences
    assert (fence.language, fence.classes, dict(fence.options)) == (
        language,
        classes,
        options,
    )
    assert strays == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Text.\n\n```python\nnever closed\n", 3),
        ("```python\none\n~~~\n", 1),
        ("Text.\n```python no=quotes\npass\n```\n", 2),
        ("```python title=\"a' more\npass\n```\n", 1),
        ("- ```python\n  pass\n  ```\n", 1),
        ("1. ```python\n   pass\n   ```\n", 1),
        ("> - ```python\n>   pass\n>   ```\n", 1),
        ('!!! note\n\n    ```python\n  pass\n    ```\n', 3),
        ("````python\npass\n```\n", 1),
        ("> ```python\n> pass\n\nno quote\n", 1),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fence_is_told_with_its_line(
    text: str, line: int
) -> None:
    fences, strays = find_fences(text)
    assert strays[:1] == [line]
    assert len(fences) == len(render(text)[0])


def test_a_block_in_html_is_found_and_rendered() -> None:
    text = f'<div class="grid" markdown>\n\n{FENCE}\n</div>\n'
    fences, strays = find_fences(text)
    sources, html = render(text)
    assert [fence.text for fence in fences] == sources == [CODE]
    assert html.count("data-fence=") == 1
    assert strays == []


def test_a_shorter_fence_inside_a_longer_one_is_its_text() -> None:
    fences, strays = find_fences("````text\n```python\npass\n```\n````\n")
    assert [fence.text for fence in fences] == ["```python\npass\n```"]
    assert strays == []


def test_code_in_a_line_of_prose_is_no_fence() -> None:
    assert find_fences("Type ```code``` or `code`.\n") == ([], [])


def test_an_empty_block_is_a_block() -> None:
    fences, strays = find_fences("```python\n```\n")
    assert [(fence.line, fence.end, fence.text) for fence in fences] == [(1, 2, "")]
    assert strays == []


def test_windows_line_ends_change_nothing() -> None:
    text = f"Text.\n\n{FENCE}"
    assert find_fences(text.replace("\n", "\r\n")) == find_fences(text)


def test_tabs_are_read_as_the_parser_reads_them() -> None:
    text = "!!! note\n\n\t```python\n\tif True:\n\t\tpass\n\t```\n"
    fences, _ = find_fences(text)
    assert [fence.text for fence in fences] == render(text)[0]
    assert re.match(r"if True:\n {4}pass$", fences[0].text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```python\nif x:\n\ty = 1\n```\n", [3]),
        ("```python\nx = 'a\tb'\n```\n", [2]),
        ("```text\na\tb\n```\n\n```json\n{\n\t1\n}\n```\n", [2, 7]),
        ("- a\n\n\t```python\n\tx = 1\n\ty = '\t'\n\t```\n", [5]),
        ("> ```text\n> \ta\n> ```\n", [2]),
        ("    ```text\n\ta\n    ```\n", [2]),
        ("a\tb\n\n```text\na\n```\n", []),
        ("- a\n\n\t```text\n\tb\n\t```\n", []),
    ],
)
def test_tabs_in_blocks_are_found(text: str, lines: list[int]) -> None:
    assert list(tabs(text, find_fences(text)[0])) == lines


def test_blocks_are_taken_off_the_lines_around_them() -> None:
    text = "a\n```text\nb\n```\nc\n\n    ```text\n    d\n    ```\ne"
    lines = apart(text.split("\n"), find_fences(text)[0])
    assert "\n".join(lines) == text.replace("a\n", "a\n\n").replace(
        "```\nc", "```\n\nc"
    )


@pytest.mark.parametrize("blanks", ["   ", "\t", " \t ", "        "])
@pytest.mark.parametrize("kinds", [(), ("list",), ("admonition", "tab")])
def test_a_line_of_blanks_is_empty_as_on_the_site(
    blanks: str, kinds: tuple[str, ...]
) -> None:
    """The site's parser empties such lines before it looks for fences."""
    text = nest("```python\nx = 1\n\ny = 2\n```\n", *kinds)
    lines = [line or blanks for line in text.split("\n")]
    (found,), strays = find_fences("\n".join(lines))
    assert found.text == "x = 1\n\ny = 2"
    assert strays == []
