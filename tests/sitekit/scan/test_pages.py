"""Pages are read into blocks, with everything that proving them needs."""

import pytest

from sitekit.checkout.problems import Problem
from sitekit.scan.model import Value
from sitekit.scan.pages import scan_page
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable

SNIPPET = """
# --8<-- [start:setup]
import math

# --8<-- [end:setup]
# --8<-- [start:use]
print(math.pi)
# --8<-- [end:use]
"""


def problem(guide: Guide, text: str) -> Problem:
    with pytest.raises(Problem) as caught:
        guide.scan(text)
    return caught.value


def test_a_page_with_all_that_it_can_have(guide: Guide) -> None:
    snippet = guide.snippet(SNIPPET)
    page = guide.scan(
        """
        ---
        title: A page
        description: What it is.
        ---

        # Heading of the page { #top }

        ```python
        --8<-- "page.py:setup"
        x = 2
        ```

        ## Part

        Pi is {{ math.pi:.2f }}, and two is {{ x }}.

        !!! note

            ```{.python title="Use it" hl_lines="1"}
            --8<-- "page.py:use"
            ```
        """
    )
    first, second = page.blocks
    assert (page.title, page.offset) == ("A page", 4)
    assert (first.number, first.line, first.heading) == (0, 8, "Heading of the page")
    assert [(line.path, line.number) for line in first.lines] == [
        (snippet, 2),
        ("docs/page.md", 10),
    ]
    assert first.code == "import math\nx = 2"
    assert first.where == (snippet, 2)
    assert (second.number, second.line, second.heading) == (1, 19, "Part")
    assert second.where == (snippet, 6)
    assert second.options.look == {"title": "Use it", "hl_lines": "1"}
    assert [(v.expression, v.line, v.after) for v in page.values] == [
        ("math.pi:.2f", 15, 0),
        ("x", 15, 0),
    ]
    assert page.sections == (f"{snippet}:setup", f"{snippet}:use")
    assert page.environments == ("default",)
    assert page.runs
    assert not page.is_lab


def test_blocks_are_found_however_they_are_nested(guide: Guide) -> None:
    page = guide.scan(
        """
        === "Tab"

            ```python
            1
            ```

            ??? note

                - item

                    ```{.python .annotate}
                    2  # (1)!
                    ```

                    1.  The annotation.

        > A quote.
        >
        > ```python
        > 3
        > ```
        """
    )
    assert [(block.line, block.code) for block in page.blocks] == [
        (3, "1"),
        (11, "2  # (1)!"),
        (19, "3"),
    ]


def test_the_title_is_the_first_heading_where_none_is_given(guide: Guide) -> None:
    text = "Text.\n\n# One #\n\n## Two\n\n```python\n# Three\n```\n"
    page = guide.scan(text)
    assert page.title == "One"
    assert page.blocks[0].heading == "Two"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# One #\n\n# Two\n", "One"),
        ("<!--\n# Old\n-->\n\n# New\n", "New"),
        ("## Part\n\n# The page\n", "The page"),
        ("The *page*\n==========\n", "The page"),
        ("# `fit` & [more](x.md) {#more}\n", "fit & more"),
        ("### Only {: #id }\n", "Only"),
        ("```text\n# no\n```\n", "docs/page.md"),
        ("---\ntitle: It\n---\n\n# {{ x }}\n\n", "It"),
    ],
)
def test_the_title_is_what_the_site_shows(guide: Guide, text: str, title: str) -> None:
    if "{{" in text:
        text = text.replace("# {{", "```python\nx = 1\n```\n\n# {{")
    assert guide.scan(text).title == title


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# A\n\n<!--\n# B\n-->\n", "A"),
        ("# A\n\nB `c`\n-----\n", "B `c`"),
        ("# A\n\n!!! note\n\n    ### B\n", "B"),
        ("# A\n\n```text\n# B\n```\n", "A"),
        ('# A\n\n### B {: id="b" }\n', "B"),
        ("", ""),
    ],
)
def test_a_block_stands_under_the_heading_that_the_site_shows(
    guide: Guide, text: str, heading: str
) -> None:
    page = guide.scan(f"{text}\n```python\n1\n```\n\n# After\n")
    assert page.blocks[-1].heading == heading


def test_a_page_without_blocks_has_nothing_to_run(guide: Guide) -> None:
    assert not guide.scan("# Only words\n").runs


@pytest.mark.parametrize("front", ["", "---\ntitle: x\nmore: |\n  a\n  b\n---\n"])
def test_front_matter_does_not_move_the_lines(guide: Guide, front: str) -> None:
    offset = front.count("\n")
    text = front + "# Title\n\n```python\nx = 1\n```\n\n{{ x }}\n"
    page = guide.scan(text)
    assert page.blocks[0].line == 3 + offset
    assert page.blocks[0].where == ("docs/page.md", 4 + offset)
    assert page.values[0].line == 7 + offset
    text = front + "# Title\n\n```pythn\nx = 1\n```\n"
    assert problem(guide, text).line == 3 + offset


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("---\ntitle: [\n---\n", 3, "not valid YAML"),
        ("---\njust words\n---\n# Title\n", 1, "front matter"),
        ("# T\n\n```python\nnever closed\n", 3, "would not render"),
        ("# T\n\n- ```python\n  pass\n  ```\n", 3, "would not render"),
        ("---\ntitle: x\n---\n\n```python no=quotes\npass\n```\n", 5,
         "would not render"),
        ("```pythn\npass\n```\n", 1, "language 'pythn'"),
        ('# T\n```{.python expect="1"}\npass\n```\n', 2, "unknown option 'expect'"),
        ("# T\n```{.python .chekc}\npass\n```\n", 2, "unknown flag .chekc"),
        ('```python\npass\n--8<-- "page.py:gone"\n```\n', 3, "no section 'gone'"),
        ('```python\n--8<-- "gone.py:use"\n```\n', 2, "gone.py does not exist"),
        ('```python\n--8<-- "../conftest.py:a"\n```\n', 2, "outside snippets/"),
        ('```python\n-8<-- "page.py:use"\n```\n', 2, "cannot be read"),
        ('# T\n```{.python environment="old"}\npass\n```\n', 2,
         "environment 'old' does not exist"),
        ("---\nenvironment: old\n---\n\n```python\n```\n", 2,
         "environment 'old' does not exist"),
        ('```{.python data="gone.csv"}\npass\n```\n', 1,
         "data file snippets/gone.csv does not exist"),
        ('```{.python data="../mkdocs.yml"}\npass\n```\n', 1,
         "data file snippets/../mkdocs.yml does not exist"),
        ("```console\n$ echo hello\nhello\n```\n", 3, "has only lines that begin"),
        ("```console\necho hello\n```\n", 2, "has only lines that begin"),
        ("Pi is {{ pi }}.\n\n```python\npi = 3\n```\n", 1, "no Python block above"),
        ("```json\n{}\n```\n\n{{ x }}\n", 5, "no Python block above"),
        ("```python\nx = 1\n```\n\nHere {{ x\n}}.\n", 5, "inline value"),
        ("a\n\n```python\nx = 1\n```\n\n# Is {{ x }}\n", 7, "has an inline value"),
        ("# T\n\n## B {: id = 'b'}\n", 3, "the site's parser fails here"),
        ("# T\n\n```python\nif x:\n\ty = 1\n```\n", 5, "a tab in a block"),
        ("# T\n\n:material-check: all is well\n", 3, ":material-check: would be shown"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(
    guide: Guide, text: str, line: int, what: str
) -> None:
    guide.snippet(SNIPPET)
    found = problem(guide, text)
    assert (found.path, found.line) == ("docs/page.md", line)
    assert what in found.what
    assert found.repair


def test_a_value_is_computed_by_the_python_block_above_it(guide: Guide) -> None:
    page = guide.scan(
        """
        ```python
        x = 1
        ```

        {{ x }}

        ```python
        x = 2
        ```

        ```json
        {"a": "{{ no value }}"}
        ```

        | {{ x }} | {{ x + 1 }} |
        """
    )
    assert [(v.expression, v.line, v.after) for v in page.values] == [
        ("x", 5, 0),
        ("x", 15, 1),
        ("x + 1", 15, 1),
    ]


def test_blocks_may_run_in_several_environments(guide: Guide) -> None:
    guide.configure(more="[tool.sitekit.environments.old]")
    page = guide.scan(
        """
        ---
        environment: old
        ---

        ```{.python environment="default"}
        1
        ```

        ```python
        2
        ```

        ```{.text}
        3
        ```
        """
    )
    assert [block.environment for block in page.blocks] == ["default", "old", "old"]
    assert page.environments == ("old", "default")


def test_a_byte_order_mark_changes_nothing(guide: Guide) -> None:
    page = guide.scan("\ufeff---\ntitle: Marked\n---\n\n```python\n1\n```\n")
    assert (page.title, page.blocks[0].line) == ("Marked", 5)


def test_windows_line_ends_change_nothing(guide: Guide) -> None:
    text = "---\ntitle: T\n---\n\n# One\n\n```python\nx = 1\ny = 2\n```\n\n{{ y }}\n"
    page = guide.scan(text)
    (guide.root / "docs/page.md").write_bytes(text.replace("\n", "\r\n").encode())
    assert scan_page(guide.settings, "docs/page.md") == page


LAB = """\
# %% [markdown]
# # A lab
#
# ## Part one

# %%
x = 1
print(x)

# %% [markdown]
# ## Part two

# %% raises="ZeroDivisionError" means="It is wrong."
x / 0
"""


def test_the_cells_of_a_lab_are_blocks(guide: Guide) -> None:
    path = guide.write("snippets/labs/lab.py", LAB)
    page = scan_page(guide.settings, path)
    assert page.is_lab
    assert page.title == "A lab"
    assert [(b.line, b.where, b.heading, b.code) for b in page.blocks] == [
        (6, (path, 7), "Part one", "x = 1\nprint(x)"),
        (13, (path, 14), "Part two", "x / 0"),
    ]
    assert page.blocks[1].options.raises == "ZeroDivisionError"
    assert [(b.raw, b.environment) for b in page.blocks] == [
        ("x = 1\nprint(x)", "default"),
        ("x / 0", "default"),
    ]


def test_a_lab_has_inline_values_and_front_matter_like_a_page(guide: Guide) -> None:
    text = '# ---\n# title: "T"\n# ---\n\n# %%\nx = 1\n\n# %% [markdown]\n# {{ x }}\n'
    page = scan_page(guide.settings, guide.write("snippets/labs/lab.py", text))
    assert page.title == "T"
    assert page.values == (Value("x", 9, 0),)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('# %%\nx\n\n# %% expect="1"\nx\n', 4, "unknown option 'expect'"),
        ('# %% data="gone.csv"\nx\n', 1, "gone.csv does not exist"),
        ("# %% [markdown]\n# Text.\n#\n# ```python\n# x\n# ```\n", 4, "fenced block"),
        (
            "# %% [markdown]\n# It is {{ x }}.\n# %%\nx = 1\n",
            2,
            "no Python block above",
        ),
        ("# %% [markdown]\n# It is {{ x.\n# %%\nx = 1\n", 2, "does not end on its"),
        ("# %% .chek\nx\n", 1, "unknown flag .chek"),
        ('# %% [markdown]\n# Text.\n# --8<-- "a.py:b"\n', 3, "is not in a block"),
        ("# %% [markdown]\n# Text.\n", 1, "no cell of code"),
        ("# %% [markdown]\n# An icon, :octicons-link-16:\n", 2, "has no icons"),
    ],
)
def test_a_mistake_in_a_lab_is_told_with_its_line(
    guide: Guide, text: str, line: int, what: str
) -> None:
    path = guide.write("snippets/labs/lab.py", text)
    with pytest.raises(Problem) as caught:
        scan_page(guide.settings, path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert what in caught.value.what


@pytest.mark.parametrize("name", ["a" * 300, "a/" * 3000 + "a"])
@pytest.mark.parametrize(
    "text, what",
    [
        ('```python\n--8<-- "{}.py:a"\n```\n', "does not exist"),
        ('```{{.python data="{}"}}\n1\n```\n', "does not exist"),
    ],
)
def test_a_name_that_no_file_can_have_is_told(
    guide: Guide, name: str, text: str, what: str
) -> None:
    with pytest.raises(Problem, match=what) as caught:
        guide.scan(f"# A page\n\n{text.format(name)}")
    assert caught.value.path == "docs/page.md"
    assert caught.value.line in (3, 4)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("index.html", "page"),
        ("one/index.html", "chapter/page"),
        ("page.ipynb", "page"),
        ("two/page.py", "page"),
        ("page.md", "chapter/page"),
        ("page-old.ipynb", "page"),
        ("chapter.md", "chapter/index"),
        ("index.py", "index"),
        ("Index.html", "page"),
    ],
)
def test_a_data_file_does_not_replace_what_a_page_publishes(
    guide: Guide, name: str, page: str
) -> None:
    guide.write(f"snippets/{name}", "x\n")
    text = f'# A\n\n```{{.python data="{name}"}}\n1\n```\n'
    with pytest.raises(Problem, match="the page itself publishes") as caught:
        guide.scan(text, page)
    assert (caught.value.path, caught.value.line) == (f"docs/{page}.md", 3)


def test_other_data_may_be_called_like_other_pages(guide: Guide) -> None:
    for name in ("pages.csv", "other.py", "page.csv", "mypage.md"):
        guide.write(f"snippets/{name}", "x\n")
        guide.scan(f'# A\n\n```{{.python data="{name}"}}\n1\n```\n')
