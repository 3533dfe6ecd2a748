"""The notebook of a page does what the page shows."""

import contextlib
import io
import json
import shutil
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from nbformat import NotebookNode

from sitekit.records.store import Record
from sitekit.scan.model import Page
from sitekit.weave import notebooks
from tests.sitekit.miniature import Guide

BUILT = ["index", "chapter/topic/topic", "labs/lab/lab"]


def prove(guide: Guide, text: str) -> tuple[Page, Record]:
    """Runs a page; returns it with its record."""
    ran = guide.prove(text)
    assert "failed" not in ran.statuses, ran.failure
    record = guide.record()
    assert record is not None
    return ran.page, record


def notebook(guide: Guide, text: str) -> NotebookNode:
    page, record = prove(guide, text)
    made = nbformat.reads(notebooks.to_notebook(page, record, "default"), as_version=4)
    nbformat.validate(made)
    return made


@pytest.mark.parametrize("name", BUILT)
def test_published_notebooks_are_valid(built: Guide, name: str) -> None:
    text = (built.site / f"{name}.ipynb").read_text("utf-8")
    made = nbformat.reads(text, as_version=4)
    nbformat.validate(made)
    assert made.metadata.language_info.version.startswith("3.")
    assert len({cell.id for cell in made.cells}) == len(made.cells)
    assert any(cell.outputs for cell in made.cells if cell.cell_type == "code")


def execute(made: NotebookNode) -> list[str]:
    """Executes a notebook's code cells in order; returns what each printed."""
    printed = []
    namespace: dict[str, object] = {"__name__": "__main__"}
    for cell in made.cells:
        if cell.cell_type != "code" or cell.source.startswith("!"):
            continue
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            try:
                exec(cell.source, namespace)
            except Exception as error:
                assert "raises-exception" in cell.metadata.tags
                assert type(error).__name__ == cell.outputs[-1].ename
            else:
                assert "tags" not in cell.metadata
        printed.append(stream.getvalue())
    return printed


def test_a_notebook_s_code_runs_in_order_and_prints_what_it_holds(
    built: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built.site / "chapter/topic"
    shutil.copytree(folder, tmp_path / "topic")
    monkeypatch.chdir(tmp_path / "topic")
    made = nbformat.read("topic.ipynb", as_version=4)
    shown = [
        "".join(o.text for o in cell.outputs if o.output_type == "stream")
        for cell in made.cells
        if cell.cell_type == "code" and not cell.source.startswith("!")
    ]
    printed = execute(made)
    assert [text.strip() for text in printed] == [text.strip() for text in shown]
    assert "A,B\n1,2" in printed[1]


def test_cells_follow_the_page(guide: Guide) -> None:
    made = notebook(
        guide,
        """
        ---
        title: A page
        ---

        # Title { #top }

        It has a [link](other.md) and an [address](https://example.org/).

        ```python
        x = 2
        x
        ```

        !!! note "Take care"

            Two is {{ x }}, twice {{ x }} is {{ 2 * x }}.

            ```{.python raises="ValueError" means="It is wrong."}
            print("before")
            int("no")
            ```

        ```json
        {}
        ```

        ```text
        plain
        ```

        ```console
        $ echo one

        $ echo two
        ```

        The end.
        """,
    )
    kinds = [cell.cell_type for cell in made.cells]
    sources = [cell.source for cell in made.cells]
    assert list(zip(kinds, sources, strict=True)) == [
        (
            "markdown",
            "# Title\n\nIt has a link and an [address](https://example.org/).",
        ),
        ("code", "x = 2\nx"),
        ("markdown", "**Take care**\n\nTwo is 2, twice 2 is 4."),
        ("code", 'print("before")\nint("no")'),
        ("markdown", "```json\n{}\n```"),
        ("markdown", "```text\nplain\n```"),
        ("code", "!echo one\n!echo two"),
        ("markdown", "The end."),
    ]
    value, error, shell = (made.cells[n].outputs for n in (1, 3, 6))
    assert value[0].output_type == "execute_result"
    assert value[0].data["text/plain"] == "2"
    assert [o.output_type for o in error] == ["stream", "error"]
    assert (error[1].ename, error[1].evalue) == (
        "ValueError",
        "invalid literal for int() with base 10: 'no'",
    )
    assert "one" in shell[0].text
    assert made.metadata.title == "A page"


def test_outputs_of_every_kind_are_in_the_notebook(guide: Guide) -> None:
    made = notebook(
        guide,
        """
        ```{.python alt="A dot"}
        import warnings
        warnings.warn("careful")

        class Dot:
            def _repr_svg_(self): return "<svg></svg>"
        Dot()
        ```

        ```python
        class Table:
            def __repr__(self): return "Table"
            def _repr_html_(self): return "<table></table>"
        Table()
        ```

        ```{.python alt="A photo"}
        class Photo:
            def _repr_png_(self): return bytes.fromhex("89504e470d0a1a0a")
        Photo()
        ```
        """,
    )
    drawing, table, photo = (cell.outputs for cell in made.cells)
    assert drawing[0].name == "stderr"
    assert drawing[0].text == "UserWarning: careful\n"
    assert drawing[1].data == {"image/svg+xml": "<svg></svg>", "text/plain": "A dot"}
    assert table[0].data == {"text/plain": "Table", "text/html": "<table></table>"}
    assert photo[0].data["image/png"].strip() == "iVBORw0KGgo="


def test_the_notebook_is_the_same_for_the_same_record(guide: Guide) -> None:
    page, record = prove(guide, "# T\n\n```python\nprint(1)\n```\n")
    first, second = (notebooks.to_notebook(page, record, "default") for _ in range(2))
    assert first == second
    assert json.loads(first)["nbformat"] == 4


AIDS = """\
```python
top = 0
```

```quiz
question: What is `top`?
answer: top
why: It was set.
wrong:
  1: No.
```

```exercise
name: double
title: Twice
task: Write `double(x)`.
hints: [Add]
```

```cards
- id: top
  front: Top?
  code: top
```
"""
EXERCISE = {
    "start": "double = None",
    "solution": "double = 2",
    "check": 'assert double == 2, "not two"',
    "wrong_one": "double = 1",
}


def test_study_aids_can_be_worked_on_in_a_notebook(guide: Guide) -> None:
    for name, code in EXERCISE.items():
        guide.write(f"snippets/chapter/exercises/double/{name}.py", code + "\n")
    ran = guide.prove(AIDS, "chapter/page")
    assert "failed" not in ran.statuses, ran.failure
    record = guide.record("docs/chapter/page.md")
    assert record is not None
    notebook = nbformat.reads(
        notebooks.to_notebook(ran.page, record, "default"), as_version=4
    )
    nbformat.validate(notebook)
    kinds = [cell.cell_type for cell in notebook.cells]
    assert (
        kinds
        == ["code", "markdown", "markdown", "code", "markdown", "code"]
        + ["markdown"] * 2
    )
    _, question, task, start, _, check, solution, cards = notebook.cells
    assert "<summary>Answer</summary>\n\n**0** It was set." in question.source
    assert "**Exercise: Twice.** Write `double(x)`." in task.source
    assert start.source == EXERCISE["start"]
    assert check.source == EXERCISE["check"]
    assert EXERCISE["solution"] in solution.source
    assert "- Top? `top` `0`" in cards.source


LISTED = '''
1. First step

    ```python
    a = 1
    print(a)
    ```

    This goes on with the first step, see [the page](../other.md "its title").

    - An inner item[^1]

        ```{.python title="Inner"}
        a
        ```

        goes on.

2. Second step

    ```{.python raises="ValueError" means="It is wrong."}
    int("""
      no""")
    ```

[^1]: With a note.

!!! warning

    1. In a box

        ```python
        a + 1
        ```

    2. Its end
'''


def shape(text: str) -> list[object]:
    """What a viewer of Markdown shows: paragraphs as text, lists with their items."""

    def of(node: SyntaxTreeNode) -> object:
        if node.type in ("paragraph", "heading"):
            return node.children[0].content
        if node.type in ("fence", "code_block"):
            return f"{node.type}: {node.content}"
        first = {"start": node.attrs["start"]} if "start" in node.attrs else {}
        return {node.type: [of(child) for child in node.children], **first}

    tree = SyntaxTreeNode(MarkdownIt().parse(text))
    return [of(node) for node in tree.children]


def test_an_item_of_a_list_goes_on_below_its_code(guide: Guide) -> None:
    guide.page("# Other\n", "other")
    made = notebook(guide, LISTED)
    cells = [
        shape(cell.source) if cell.cell_type == "markdown" else "code"
        for cell in made.cells
    ]
    assert cells == [
        [{"ordered_list": [{"list_item": ["First step"]}]}],
        "code",
        [
            "This goes on with the first step, see the page.",
            {"bullet_list": [{"list_item": ["An inner item<sup>1</sup>"]}]},
        ],
        "code",
        [
            "goes on.",
            {"ordered_list": [{"list_item": ["Second step"]}], "start": 2},
        ],
        "code",
        [
            "<sup>1</sup> With a note.",
            "**Warning**",
            {"ordered_list": [{"list_item": ["In a box"]}]},
        ],
        "code",
        [{"ordered_list": [{"list_item": ["Its end"]}], "start": 2}],
    ]
    assert "code_block" not in str(cells)


def test_a_block_with_fences_in_it_is_one_block(guide: Guide) -> None:
    made = notebook(guide, "````text\n```python\nx\n```\n````\n\n```python\n1\n```\n")
    (fence,) = MarkdownIt().parse(made.cells[0].source)
    assert (fence.info, fence.content) == ("text", "```python\nx\n```\n")


WORDS = ["$HOME", "$x", "${x}", "{x}", "{1..3}", "$$", "$(ls)", "'$x'", '"$x"', "a$x."]
WORDS += ["'", '"', "{", "}", "{{x}}", "!", " ", "awk '{print $1}'", "x", "\\$x"]


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), min_size=1).map("".join))
def test_a_notebook_puts_nothing_into_a_command(command: str) -> None:
    text = pytest.importorskip("IPython.utils.text")
    typed = notebooks._as_typed(command)
    variables = {"x": 5, "HOME": "no", "a": 1}
    assert text.DollarFormatter().vformat(typed, [], variables) == command


@pytest.mark.parametrize(
    "code",
    [
        "%matplotlib inline",
        "x = 1\n%time x",
        "!ls",
        "names = !ls",
        "len?",
        ",print a b",
        ">>> 1 + 1",
        "# A prompt:\n>>> 1 + 1",
        "  x = 1",
        "await x",
        "async with x:\n    pass",
    ],
)
def test_what_a_notebook_would_run_after_all_is_no_cell(
    guide: Guide, code: str
) -> None:
    error = "IndentationError" if code.startswith(" ") else "SyntaxError"
    fence = f'```{{.python raises="{error}" means="No Python."}}\n{code}\n```\n'
    made = notebook(guide, f"# A\n\n{fence}\n```python\nprint(1)\n```\n")
    cells = [cell.source for cell in made.cells if cell.cell_type == "code"]
    assert cells == ["print(1)"]
    text = "\n".join(cell.source for cell in made.cells)
    shown, _, told = text.partition("\n```\n\n```text\n")
    assert shown.endswith(f"```python\n{code}")
    assert f"\n{error}: " in told.partition("```")[0]


@pytest.mark.parametrize("code", ["x = = 1", "print 'x'", "return 1", "x = (1"])
def test_what_is_wrong_there_too_stays_a_cell(guide: Guide, code: str) -> None:
    fence = f'```{{.python raises="SyntaxError" means="No Python."}}\n{code}\n```\n'
    made = notebook(guide, f"# A\n\n{fence}")
    (cell,) = [cell for cell in made.cells if cell.cell_type == "code"]
    assert cell.source == code and cell.metadata.tags == ["raises-exception"]
