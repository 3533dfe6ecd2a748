"""Pages are rendered from their records, block by block, or not at all."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from pymdownx.superfences import SuperFencesException

from sitekit.checkout.mkdocs_yml import EXTENSION
from sitekit.checkout.problems import Problem, Problems
from sitekit.overviews.registry import OVERVIEWS
from sitekit.skins import markdown_extension
from sitekit.weave.blocks import Weaver
from tests.sitekit.miniature import Guide


def show(guide: Guide, text: str) -> BeautifulSoup:
    """Runs a page and renders it."""
    ran = guide.prove(text)
    assert "failed" not in ran.statuses, ran.failure
    return BeautifulSoup(guide.render(ran.page.body), "html.parser")


def card(soup: BeautifulSoup, number: int) -> Tag:
    """The box of one block."""
    (found,) = soup.select(f'[data-block="{number}"]')
    return found


def test_an_output_stands_under_its_block_inside_its_card(guide: Guide) -> None:
    soup = show(
        guide,
        """
        ```python
        print("shown <b>& said</b>")
        21 * 2
        ```

        Between.

        ```python
        x = 1
        ```
        """,
    )
    first, second = card(soup, 0), card(soup, 1)
    assert "highlight" in first["class"]
    code, outputs = first.select_one("pre code"), first.select_one(".sg-outputs")
    assert code
    assert outputs
    assert code.get_text().strip() == 'print("shown <b>& said</b>")\n21 * 2'
    assert [child["class"] for child in outputs.find_all("pre")] == [
        ["sg-stream"],
        ["sg-value"],
    ]
    assert [p.get_text().strip() for p in outputs.find_all("pre")] == [
        "shown <b>& said</b>",
        "42",
    ]
    # The code comes first, and nothing follows the outputs inside the card.
    assert first.find_all(True, recursive=False)[-1] is outputs
    assert code in outputs.find_all_previous("code")
    assert second.select(".sg-outputs") == []
    assert "Between." in soup.get_text()


def test_blocks_are_shown_wherever_they_are_nested(guide: Guide) -> None:
    soup = show(
        guide,
        """
        === "One"

            ```python
            print("in a tab")
            ```

        === "Two"

            !!! note

                - item

                    ```python
                    print("in a list in a note in a tab")
                    ```

        ??? tip "Folded"

            ```{.python title="A title" hl_lines="1"}
            print("in details")
            ```

        > ```python
        > print("in a quote")
        > ```
        """,
    )
    assert [int(str(tag["data-block"])) for tag in soup.select("[data-block]")] == [
        *range(4)
    ]
    assert card(soup, 0).find_parent(class_="tabbed-block")
    assert card(soup, 1).find_parent("li").find_parent(class_="admonition")
    assert card(soup, 2).find_parent("details")
    assert card(soup, 3).find_parent("blockquote")
    for number, text in enumerate(
        ["in a tab", "in a list in a note in a tab", "in details", "in a quote"]
    ):
        output = card(soup, number).select_one(".sg-stream")
        assert output
        assert output.get_text().strip() == text
    assert card(soup, 2).select_one(".filename").get_text() == "A title"
    assert card(soup, 2).select(".hll")


def test_annotations_stand_right_after_the_card(guide: Guide) -> None:
    soup = show(
        guide,
        """
        ```{.python .annotate}
        print("noted")  # (1)!
        ```

        1.  What it notes.
        """,
    )
    box = card(soup, 0)
    assert "annotate" in box["class"]
    assert "(1)" in box.get_text()
    following = box.find_next_sibling()
    assert following
    assert following.name == "ol"
    assert following.get_text().strip() == "What it notes."


def test_a_block_next_to_a_line_of_prose_is_no_part_of_its_paragraph(
    guide: Guide,
) -> None:
    soup = show(guide, "Above.\n```python\n1\n```\n~~~python\n2\n~~~\nBelow.\n")
    names = [tag.name for tag in soup.find_all(True, recursive=False)]
    assert names == ["p", "div", "div", "p", "aside"]


LAB = """\
# %% [markdown]
# # A lab
#
# It begins.

# %% alt="A red dot" caption="It is `red`."
class Dot:
    def _repr_svg_(self):
        return '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'


Dot()

# %% raises="ZeroDivisionError" means="It is wrong."
print("before")
1 / 0

# %%
class Table:
    def _repr_html_(self):
        return "<table><tr><td>cell</td></tr></table>"


Table()

# %% .annotate title="What is noted"
three = 3
print("noted")  # (1)!

# %% [markdown]
# 1.  What it notes, with {{ three }}.
#
# !!! note "Take care"
#
#     - {{ [three] }}

# %% .check
assert three == 3
"""


def lab(guide: Guide, text: str) -> BeautifulSoup:
    """Runs a lab and renders it."""
    path = guide.write("snippets/labs/lab.py", text)
    ran = guide.run(path)[path]
    assert "failed" not in ran.statuses, ran.failure
    return BeautifulSoup(guide.render(ran.page.body), "html.parser")


def test_a_lab_is_shown_like_a_page(guide: Guide) -> None:
    soup = lab(guide, LAB)
    shown = [int(str(box["data-block"])) for box in soup.select("[data-block]")]
    assert shown == [0, 1, 2, 3, 4]
    figure = card(soup, 0).select_one(".sg-outputs figure")
    assert figure
    assert figure.select('svg[aria-label="A red dot"]')
    assert figure.figcaption.decode_contents() == "It is <code>red</code>."
    stream, error = card(soup, 1).select(".sg-outputs pre")
    assert stream.get_text().strip() == "before"
    assert error.get_text().strip() == "ZeroDivisionError: division by zero"
    assert card(soup, 1)["id"] == "block-1"
    assert card(soup, 2).select_one(".sg-rich td").get_text() == "cell"
    assert card(soup, 3).select_one(".filename").get_text() == "What is noted"
    assert card(soup, 4).find_parent("details", class_="sg-check")
    # As on any page: a heading with its link, values, admonitions, and the stamp.
    assert soup.select("h1#a-lab a.headerlink")
    assert soup.select_one(".admonition li").get_text() == "[3]"
    assert soup.find_all(True, recursive=False)[-1]["class"] == ["sg-stamp"]


def test_annotations_in_a_lab_stand_right_after_the_card(guide: Guide) -> None:
    box = card(lab(guide, LAB), 3)
    assert "annotate" in box["class"]
    following = box.find_next_sibling()
    assert following
    assert (following.name, following.get_text().strip()) == (
        "ol",
        "What it notes, with 3.",
    )


@pytest.mark.parametrize(
    ("opening", "closing"),
    [('<div hidden markdown="1">', "</div>"), ("<div style='display:none' markdown>",
     "</div>"), ('<section hidden markdown="block">', "</section>")],
)  # fmt: skip
def test_what_hides_a_lab_s_cell_is_told_with_its_line(
    guide: Guide, opening: str, closing: str
) -> None:
    prose = "\n# %% [markdown]\n# {}\n\n"
    text = f"# %%\n1\n{prose.format(opening)}# %%\n2\n{prose.format(closing)}"
    with pytest.raises(Problem) as caught:
        lab(guide, text)
    assert (caught.value.path, caught.value.line) == ("snippets/labs/lab.py", 7)
    assert "the site does not show it" in caught.value.what


def test_a_lab_that_is_unclosed_somewhere_is_told_with_the_line(guide: Guide) -> None:
    text = "# %%\n1\n\n# %% [markdown]\n# <div>An **open `box\n\n# %%\n2\n"
    with pytest.raises(Problems) as caught:
        lab(guide, text)
    found = caught.value.problems
    assert {(one.path, one.line) for one in found} == {("snippets/labs/lab.py", 5)}
    assert any("`<div>` is not closed here" in one.what for one in found)


def test_cells_need_no_blank_line_around_prose(guide: Guide) -> None:
    soup = lab(guide, "# %%\n1\n# %% [markdown]\n# Between.\n# %%\n2\n")
    assert [p.get_text() for p in soup.find_all("p", recursive=False)] == ["Between."]
    assert len(soup.select("[data-block]")) == 2


def test_errors_warnings_and_html_are_shown(guide: Guide) -> None:
    soup = show(
        guide,
        """
        ```{.python raises="ValueError" means="It is wrong."}
        import warnings
        warnings.warn("careful")
        int("<x>")
        ```

        ```python
        class Table:
            def _repr_html_(self): return "<table id='t'></table>"
        Table()
        ```
        """,
    )
    warning, error = card(soup, 0).select(".sg-outputs pre")
    assert warning.get_text().strip() == "UserWarning: careful"
    assert error.get_text().strip() == (
        "ValueError: invalid literal for int() with base 10: '<x>'"
    )
    assert card(soup, 1).select(".sg-rich table:not([id])")


def test_a_drawing_has_a_name_a_caption_and_ids_of_its_own(guide: Guide) -> None:
    block = (
        '```{.python alt="A <dot>" caption="Drawn with `Dot`."}\n'
        "class Dot:\n    def _repr_svg_(self):\n"
        "        return \"<svg><g id='a'/></svg>\".replace(\"'\", '\"')\nDot()\n```\n"
    )
    soup = show(guide, f"{block}\n{block}")
    ids = []
    for number in range(2):
        figure = card(soup, number).select_one("figure")
        assert figure
        assert figure.svg["role"] == "img"
        assert figure.svg["aria-label"] == "A <dot>"
        assert figure.figcaption.code.get_text() == "Dot"
        ids.append(figure.svg.g["id"])
    assert len(set(ids)) == 2


def test_inline_values_are_put_into_the_prose(guide: Guide) -> None:
    soup = show(
        guide,
        """
        ```python
        x = 1234.5
        y = 2
        ```

        It is **{{ x:,.2f }}** and {{ y }}, in a table:

        | a       | b           |
        | ------- | ----------- |
        | {{ y }} | `{{ x:g }}` |

        ```python
        y = 3  # {{ no value }}
        ```

        Now {{ y }}, {{ y }} ms of {{ y }} sorts.
        """,
    )
    # No line ends between a value and its unit.
    assert "Now 3, 3\N{NO-BREAK SPACE}ms of 3 sorts." in soup.get_text()
    text = " ".join(soup.get_text().split())
    assert "It is 1,234.50 and 2, in a table: a b 2 1234.5" in text
    assert "y = 3 # {{ no value }}" in text
    assert "Now 3, 3 ms" in text


def test_an_included_section_is_shown_as_code(guide: Guide) -> None:
    guide.snippet(
        "# --8<-- [start:a]\nif True:\n    print('inner')\n# --8<-- [end:a]\n"
    )
    soup = show(guide, '```python\n--8<-- "page.py:a"\n```\n')
    assert card(soup, 0).select_one("pre code").get_text().strip() == (
        "if True:\n    print('inner')"
    )
    assert "8<" not in soup.get_text()


def test_the_stamp_says_what_proved_the_page(guide: Guide) -> None:
    guide.configure()
    soup = show(guide, "```python\n1\n```\n\n```json\n2\n```\n")
    (stamp,) = soup.select("aside.sg-stamp")
    text = stamp.get_text()
    assert re.search(r"2 blocks, \d+\.\d\N{NO-BREAK SPACE}s\.", text)
    assert re.search(r"Python 3\.\d+\.\d+", text)
    assert re.search(r"\d+ \w+ 20\d\d", text)
    assert [(a["href"], a.get_text()) for a in stamp.select("a[download]")] == [
        ("page.ipynb", "Notebook"),
        ("page.py", "Script"),
        ("page.md", "Markdown"),
    ]
    assert soup.find_all(True, recursive=False)[-1] is stamp


def test_a_page_without_blocks_has_no_stamp(guide: Guide) -> None:
    assert "sg-stamp" not in guide.render("# Only words\n\nAnd `code`.\n")


@pytest.mark.parametrize(
    "hidden",
    [
        "<div><template>\n\n{}\n</template></div>\n",
        '<div hidden markdown="1">\n\n{}\n</div>\n',
        '<div style="display: none" markdown="1">\n\n{}\n</div>\n',
    ],
)
def test_a_block_that_the_page_would_hide_stops_the_build(
    guide: Guide, hidden: str
) -> None:
    fence = "```python\nprint('hidden')\n```\n"
    text = f"# Title\n\n```python\n1\n```\n\n{hidden.format(fence)}\nEnd.\n"
    ran = guide.prove(text)
    assert ran.statuses == ["passed", "passed"]
    with pytest.raises(Problem) as caught:
        guide.render(text)
    assert caught.value.path == "docs/page.md"
    assert caught.value.line == ran.page.blocks[1].line
    assert "the site does not show it" in caught.value.what


@pytest.mark.parametrize("order", [[1, 0], [0, 2, 1], [2, 0, 1]])
def test_blocks_that_are_shown_in_another_order_stop_the_build(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, order: list[int]
) -> None:
    text = "# T\n" + "\n```python\n1\n```\n" * len(order)
    guide.prove(text)
    monkeypatch.setattr(markdown_extension, "visible_blocks", lambda html: order)
    with pytest.raises(Problem) as caught:
        guide.render(text)
    moved = next(place for place, number in enumerate(order) if place != number)
    assert (caught.value.path, caught.value.line) == ("docs/page.md", 3 + 4 * moved)
    assert "in a different place from where it ran" in caught.value.what


def test_a_page_that_was_never_run_is_not_rendered(guide: Guide) -> None:
    snippet = guide.snippet("\n\n\n# --8<-- [start:a]\n1\n# --8<-- [end:a]\n")
    page = guide.scan('```python\n--8<-- "page.py:a"\n```\n')
    with pytest.raises(Problem) as caught:
        guide.render(page.body)
    assert (caught.value.path, caught.value.line) == (snippet, 4)
    assert "docs/page.md has no passing run" in caught.value.what
    assert "nox -s" in caught.value.repair


@pytest.mark.parametrize(
    "text",
    [
        "```python\n1\n```\n",
        "    ~~~text\n    x\n    ~~~\n",
        "Two is {{ 1 + 1 }}.\n",
    ],
)
def test_text_that_is_no_page_may_have_no_blocks_and_no_values(
    guide: Guide, text: str
) -> None:
    guide.page("# Another page\n")
    with pytest.raises(Problem, match="this text is not a page of the guide"):
        guide.render(text)


def test_a_fence_that_reaches_the_formatter_without_a_page_raises(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown_extension.Pages, "run", lambda self, lines: lines)
    with pytest.raises(SuperFencesException, match="outside a page"):
        guide.render("```python\n1\n```\n")


def test_a_fence_that_is_not_the_one_that_ran_raises(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "```python\n1\n```\n"
    guide.prove(text)
    run = markdown_extension.Pages.run

    def change(self: markdown_extension.Pages, lines: list[str]) -> list[str]:
        return [line.replace("1", "2") for line in run(self, lines)]

    monkeypatch.setattr(markdown_extension.Pages, "run", change)
    with pytest.raises(SuperFencesException, match="is not the block that ran"):
        guide.render(text)


def test_without_the_extension_nothing_is_built(guide: Guide) -> None:
    guide.prove("```python\n1\n```\n", "index")
    file = guide.root / "mkdocs.yml"
    text = file.read_text()
    assert f"  - {EXTENSION}\n" in text
    file.write_text(text.replace(f"  - {EXTENSION}\n", ""))
    done = guide.build()
    assert done.returncode != 0
    assert "without it no block shows its output" in done.stdout


def test_two_builds_in_one_process_do_not_know_each_other(tmp_path: Path) -> None:
    pages = {}
    for name in ("one", "two"):
        guide = Guide(tmp_path / name)
        text = f"# Page\n\n```python\nprint('from ' + '{name}')\n```\n"
        guide.prove(text)
        pages[name] = (guide.renderer(), text)
    for name, other in (("one", "two"), ("two", "one"), ("one", "two")):
        render, text = pages[name]
        assert f"from {name}" in render(text)
        with pytest.raises(Problem, match="this text is not a page of the guide"):
            render(pages[other][1])


def mistake() -> Exception:
    return Problem("docs/page.md", 7, "planted by a test", "remove it")


def bug() -> Exception:
    return KeyError("planted by a test")


@pytest.mark.parametrize("make", [mistake, bug])
def test_what_the_weaver_raises_gets_out_as_it_is(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, make: Callable[[], Exception]
) -> None:
    error = make()

    def show(self: Weaver, *_: object) -> str:
        raise error

    text = "# Page\n\n```python\n1\n```\n\n```python\n2\n```\n"
    guide.prove(text)
    monkeypatch.setattr(Weaver, "show", show)
    with pytest.raises(type(error)) as caught:
        guide.render(text)
    assert caught.value is error
    assert caught.traceback[-1].name == "show"  # where it was raised


def test_of_several_errors_the_first_gets_out(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = bug()

    def show(self: Weaver, *_: object) -> str:
        raise error

    text = "# Page\n\n```python\n1\n```\n\n```python\n2\n```\n"
    guide.prove(text)
    monkeypatch.setattr(Weaver, "show", show)
    run = markdown_extension.Pages.run

    def change(self: markdown_extension.Pages, lines: list[str]) -> list[str]:
        return [line.replace("2", "3") for line in run(self, lines)]

    # The second fence is not the block that ran: superfences' own error, at once.
    monkeypatch.setattr(markdown_extension.Pages, "run", change)
    with pytest.raises(KeyError) as caught:
        guide.render(text)
    assert caught.value is error


@pytest.mark.parametrize("make", [mistake, bug])
@pytest.mark.parametrize("language", OVERVIEWS)
def test_what_an_overview_raises_gets_out_as_it_is(
    guide: Guide,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    make: Callable[[], Exception],
) -> None:
    error = make()

    def html(*_: object) -> str:
        raise error

    text = f"# Page\n\n```{language}\n```\n"
    guide.prove(text)
    planted = replace(OVERVIEWS[language], html=html)
    monkeypatch.setitem(OVERVIEWS, language, planted)
    with pytest.raises(type(error)) as caught:
        guide.render(text)
    assert caught.value is error
    assert caught.traceback[-1].name == "html"


@pytest.mark.parametrize(
    ("raises", "said", "unsaid"),
    [
        (
            "Problem('docs/a.md', 7, 'planted', 'correct it')",
            "docs/a.md:7: planted",
            "Tra",
        ),
        ("KeyError('planted')", "KeyError: 'planted'", "does not show it"),
    ],
)
def test_mkdocs_tells_a_mistake_by_its_place_and_a_bug_by_its_traceback(
    guide: Guide, raises: str, said: str, unsaid: str
) -> None:
    guide.prove("```python\n1\n```\n", "index")
    guide.write(
        "broken.py",
        f"""
        from sitekit.checkout.problems import Problem, Problems
        from sitekit.weave.blocks import Weaver

        def show(*_):
            raise {raises}

        Weaver.show = show
        """,
    )
    file = guide.root / "mkdocs.yml"
    file.write_text(file.read_text().replace("hooks:\n", "hooks:\n  - broken.py\n"))
    done = guide.build()
    assert done.returncode != 0
    assert said in done.stdout
    assert unsaid not in done.stdout
    assert ("Traceback" in done.stdout) == raises.startswith("KeyError")
