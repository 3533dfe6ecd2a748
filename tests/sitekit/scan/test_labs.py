"""A lab is Markdown of as many lines, each where a person edits it."""

import pytest

from sitekit.checkout.problems import Problem
from sitekit.scan.fences import find_fences
from sitekit.scan.labs import to_markdown

LAB = """\
# %% [markdown]
# # Title
#
#   indented

# %%
x = 1

print(x)

# %% .check alt="A {picture}" timeout="5"
draw()
# %% [markdown]
#No blank line above.
"""
MARKDOWN = """\

# Title

  indented

```{.python}
x = 1

print(x)
```
```{.python .check alt="A {picture}" timeout="5"}
draw()
```
No blank line above.

"""


def markdown(text: str) -> str:
    return to_markdown("snippets/labs/lab.py", text)


def test_each_line_stands_where_it_stands_in_the_lab() -> None:
    assert markdown(LAB) == MARKDOWN


def test_each_cell_of_code_is_a_block_with_the_options_of_its_header() -> None:
    (code, picture), strays = find_fences(markdown(LAB))
    assert strays == []
    assert (code.line, code.text, code.options) == (6, "x = 1\n\nprint(x)", {})
    assert (picture.line, picture.text) == (11, "draw()")
    assert picture.classes == ("check",)
    assert picture.options == {"alt": "A {picture}", "timeout": "5"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# %%\n\n\n# %%\nx\n", [(1, ""), (4, "x")]),
        ("# %%\n# %% [markdown]\n# Text.\n# %%\nx", [(1, ""), (4, "x")]),
        ("\n\n# %%\nx\n", [(3, "x")]),
        ("# %%\n\n\nx\n\n\n\n# %%\ny\n\n", [(3, "x"), (8, "y")]),
        ("# %%\nx", [(1, "x")]),
        ("# %%", [(1, "")]),
    ],
)
def test_blank_lines_around_code_are_no_part_of_a_block(
    text: str, expected: list[tuple[int, str]]
) -> None:
    found, strays = find_fences(markdown(text))
    assert [(fence.line, fence.text) for fence in found] == expected
    assert strays == []


@pytest.mark.parametrize(
    "code", ['"""\n```\n"""', '"""\n`````python\n1\n`````\n"""', "x = '''~~~'''"]
)
def test_a_fence_in_code_closes_no_block(code: str) -> None:
    found, strays = find_fences(markdown(f"# %%\n{code}\n\n# %%\n1\n"))
    assert [fence.text for fence in found] == [code, "1"]
    assert strays == []


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("\nimport os\n# %%\n", 2, "above the first cell"),
        ("x = 1\n", 1, "above the first cell"),
        ("# %% [raw]\n", 1, "cannot be read"),
        ('# %%\nx\n# %% tags=["a"]\n', 3, "cannot be read"),
        ("# %% A heading\n", 1, "cannot be read"),
        ('# %% [markdown] title="x"\n', 1, "cannot be read"),
        ('# %% alt="a"title="x"\n', 1, "cannot be read"),
        ("# %% [markdown]\n# fine\nx = 1\n", 3, "does not begin with `#`"),
        ("# %% [markdown]\n# ```python\n# 1\n# ```\n", 2, "fenced block in a lab's"),
        ("# %% [markdown]\n# - one\n#\n#     ~~~\n", 4, "fenced block in a lab's"),
        ('# %%\n--8<-- "a.py:b"\n', 2, "a lab cannot include code"),
        ("# %%\nx\n# %%\ny\n", 3, "no blank line between"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_line(
    text: str, line: int, what: str
) -> None:
    with pytest.raises(Problem) as caught:
        markdown(text)
    assert (caught.value.path, caught.value.line) == ("snippets/labs/lab.py", line)
    assert what in caught.value.what
