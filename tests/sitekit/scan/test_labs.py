"""Labs are Jupytext percent scripts, read with their true lines."""

import pytest

from sitekit.checkout.problems import Problem
from sitekit.scan.labs import Cell, read_cells

LAB = """\
# %% [markdown]
# # Title
#
#   indented

# %%
x = 1

print(x)

# %% alt="A picture" timeout="5"
draw()
"""


def cells(text: str) -> list[Cell]:
    return list(read_cells("snippets/labs/lab.py", text))


def test_cells_keep_their_lines_and_options() -> None:
    prose, code, picture = cells(LAB)
    assert (prose.line, prose.is_markdown) == (1, True)
    assert [(line.number, line.text) for line in prose.lines] == [
        (2, "# Title"),
        (3, ""),
        (4, "  indented"),
    ]
    assert (code.line, code.is_markdown, code.options) == (6, False, {})
    assert [(line.number, line.text) for line in code.lines] == [
        (7, "x = 1"),
        (8, ""),
        (9, "print(x)"),
    ]
    assert (picture.line, picture.options) == (
        11,
        {"alt": "A picture", "timeout": "5"},
    )


def test_an_empty_cell_is_a_cell() -> None:
    first, second = cells("# %%\n\n\n# %%\nx\n")
    assert first.lines == ()
    assert [line.text for line in second.lines] == ["x"]


def test_blank_lines_above_the_first_cell_are_allowed() -> None:
    (cell,) = cells("\n\n# %%\nx\n")
    assert cell.line == 3


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("\nimport os\n# %%\n", 2, "above the first cell"),
        ("# %% [raw]\n", 1, "cannot be read"),
        ('# %%\nx\n# %% tags=["a"]\n', 3, "cannot be read"),
        ("# %% A heading\n", 1, "cannot be read"),
        ("# %% [markdown]\n# fine\nx = 1\n", 3, "does not begin with `#`"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_line(
    text: str, line: int, what: str
) -> None:
    with pytest.raises(Problem) as caught:
        cells(text)
    assert (caught.value.path, caught.value.line) == ("snippets/labs/lab.py", line)
    assert what in caught.value.what
