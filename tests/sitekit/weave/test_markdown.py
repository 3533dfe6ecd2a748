"""The Markdown of a page has all that the page shows."""

from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from sitekit.overviews.registry import OVERVIEWS, overview_markdown
from sitekit.records.outputs import Entry, Photograph
from sitekit.scan.options import GRAMMARS
from sitekit.weave import markdown
from sitekit.weave.markdown import absolute_link, to_markdown
from sitekit.weave.prose import fenced
from tests.sitekit.miniature import Guide
from tests.sitekit.weave.test_notebooks import LISTED, shape

SITE = "https://example.org/guide/"


def made(guide: Guide, text: str, name: str = "chapter/page") -> str:
    ran = guide.prove(text, name)
    assert "failed" not in ran.statuses, ran.failure
    return to_markdown(guide.library(), ran.page, SITE, overview_markdown)


def test_a_page_from_its_title_to_what_proved_it(guide: Guide) -> None:
    guide.page("# Other\n", "other")
    text = made(
        guide,
        """
        # Title { #top }

        See [there](../other.md#part).

        ```{.python title="First"}
        x = 2
        print("one")
        x
        ```

        ??? example "Solution"

            ```{.python raises="ValueError" means="It is wrong." .check}
            int("no")
            ```

            It is {{ x }}.

        ```{.python output="hide"}
        print("unseen")
        ```

        ```json
        {}
        ```

        ```console
        $ echo shell
        ```
        """,
    )
    body, _, proof = text.partition("\n\n---\n\n")
    assert body == (
        "# Title\n\nSource: <https://example.org/guide/chapter/page/>\n\n"
        "See [there](https://example.org/guide/other/#part).\n\n"
        '*First:*\n\n```python\nx = 2\nprint("one")\nx\n```\n\n'
        "Output:\n\n```text\none\n2\n```\n\n"
        "**Solution**\n\n*The check that proves this:*\n\n"
        '```python\nint("no")\n```\n\nOutput:\n\n```text\n'
        "ValueError: invalid literal for int() with base 10: 'no'\n```\n\n"
        'It is 2.\n\n```python\nprint("unseen")\n```\n\n'
        "```json\n{}\n```\n\n```console\n$ echo shell\n```\n\n"
        "Output:\n\n```text\nshell\n```"
    )
    assert proof.startswith("Every block on this page was run on")
    assert proof.endswith("s.\n")


def test_pictures_are_links_with_their_alternative(guide: Guide) -> None:
    text = made(
        guide,
        """
        ```{.python alt="A [red] dot" caption="A dot."}
        import warnings

        class Dot:
            def _repr_svg_(self):
                return "<svg></svg>"

        warnings.warn("careful")
        Dot()
        ```
        """,
    )
    assert (
        "Output:\n\n```text\nUserWarning: careful\n```\n\n"
        "[Figure: A \\[red\\] dot](https://example.org/guide/chapter/page/)\n\n"
        "*A dot.*" in text
    )


def test_a_photograph_is_a_picture_and_has_its_frozen_log(guide: Guide) -> None:
    fence = '```{.tensorboard .frozen logdir="logs" dashboard="scalars" alt="Curves"}'
    page = guide.scan(f"{fence}\n```\n")
    output = Photograph("a-light.webp", "a-dark.webp", 2, 1, "0123")
    entry = Entry("passed", outputs=(output,))
    (text,) = markdown._block(page, page.blocks[0], entry, SITE)
    picture, link = text.split("\n\n")
    assert picture == "![Curves](https://example.org/guide/page/a-light.webp)"
    assert link.startswith(f"[Open this TensorBoard]({SITE}assets/tensorboard/")


def test_code_with_fences_in_it_has_a_longer_fence() -> None:
    text = fenced("text", "````\ninside\n````")
    (token,) = MarkdownIt().parse(text)
    assert (token.info, token.content) == ("text", "````\ninside\n````\n")


@pytest.mark.parametrize(
    ("source", "target", "address"),
    [
        ("docs/a/b.md", "../index.md", ""),
        ("docs/a/b.md", "../c/index.md#d", "c/#d"),
        ("docs/a/b.md", "c.md", "a/c/"),
        ("docs/a/b.md", "../labs/d.ipynb", "labs/d/"),
        ("docs/a/b.md", "#e", "a/b/#e"),
        ("docs/proof.md", "../proof.json", "proof.json"),
        ("docs/index.md", "a/b.md", "a/b/"),
        ("snippets/labs/d.py", "../a/b.md", "a/b/"),
    ],
)
def test_links_are_absolute(
    guide: Guide, source: str, target: str, address: str
) -> None:
    text = "# %%\n1\n" if source.endswith(".py") else "# Title\n"
    guide.write(source, text)
    page = guide.library().pages[source]
    assert absolute_link(page, target, SITE, guide.root / "docs") == SITE + address
    assert absolute_link(page, "https://a.org/b.md", SITE, guide.root) == (
        "https://a.org/b.md"
    )


def test_a_module_s_reference_is_its_source(guide: Guide) -> None:
    guide.write(
        "snippets/toolbox/tool.py",
        "# --8<-- [start:double]\ndef double(x):\n    return 2 * x\n"
        "# --8<-- [end:double]\n",
    )
    page = guide.scan("# Reference\n\nText.\n\n::: toolbox.tool\n")
    library = guide.library
    guide.page('# Use\n\n```python\n--8<-- "toolbox/tool.py:double"\n```\n', "use")
    made = to_markdown(library(), page, SITE, overview_markdown)
    assert made == (
        "# Reference\n\nSource: <https://example.org/guide/page/>\n\nText.\n\n"
        "## `toolbox.tool`\n\n```python\ndef double(x):\n    return 2 * x\n```\n"
    )


def test_every_overview_is_drawn_and_written() -> None:
    known = {name for name, found in GRAMMARS.items() if found.kind == "overview"}
    assert known == set(OVERVIEWS)


def test_overviews_are_lists_and_tables(guide: Guide) -> None:
    ran = guide.prove(
        '# Dot\n\n```{.python alt="A dot"}\n'
        "class Dot:\n    def _repr_svg_(self):\n        return '<svg></svg>'\n"
        "Dot()\n```\n",
        "dot",
    )
    text = made(guide, "# All\n\n```gallery\n```\n\n```proof\n```\n", "all")
    assert "- [Dot](https://example.org/guide/dot/): A dot\n" in text
    rows = [line.split(" | ") for line in text.split("\n") if line.startswith("|")]
    assert rows[2][:2] == [
        "| [Dot](https://example.org/guide/dot/)",
        str(len(ran.results)),
    ]
    assert {len(row) for row in rows} == {12}
    assert "from the rest of the guide" in text


def test_a_page_without_a_heading_begins_with_its_title(guide: Guide) -> None:
    text = made(guide, "---\ntitle: T\n---\n\n```python\n1\n```\n")
    assert text.startswith("# T\n\nSource: <")


def test_a_lab_has_its_prose_and_its_cells(built: Guide) -> None:
    made = (built.site / "labs/lab/lab.md").read_text("utf-8")
    assert made.startswith("# A lab\n\nSource: <https://")
    assert '```python\nx = 6 * 7\nprint("six times seven")\n```' in made
    assert "Output:\n\n```text\nsix times seven\n```\n\n## The second part" in made


AIDS = """\
# A page

```python
top = 0
```

```quiz
question: What does this print?
code: print(top)
typed: true
why: It was set.
```

```exercise
name: double
title: Twice
task: Write `double`.
hints: [Add]
```

```cards
- id: top
  front: Top?
  code: top
```
"""


def test_study_aids_are_in_it_with_what_the_run_computed(guide: Guide) -> None:
    for name, code in {
        "start": "double = None",
        "solution": "double = 2",
        "check": 'assert double == 2, "not two"',
        "wrong_one": "double = 1",
    }.items():
        guide.write(f"snippets/chapter/exercises/double/{name}.py", code + "\n")
    text = made(guide, AIDS)
    assert "**Question.** What does this print?\n\n```python\nprint(top)\n```" in text
    assert "<summary>Answer</summary>\n\n**0** It was set." in text
    for part in ("Write `double`.", "double = None", "double = 2", "assert double"):
        assert part in text
    assert "- Top? `top` `0`" in text
    deck = made(guide, "# Cards\n\n```deck\n```\n", "deck")
    assert "## A page\n\n- Top? `top` `0`" in deck
    # Folded: the answer, the hint, the solution and the check.
    assert MarkdownIt().render(text).count("<details>") == 4


def test_a_block_stays_in_its_item_of_a_list(guide: Guide) -> None:
    guide.page("# Other\n", "other")
    text = made(guide, "# T\n" + LISTED)
    found = shape(text.partition("\n\n---\n")[0])
    output = ["Output:", "fence: 1\n"]
    link = '[the page](https://example.org/guide/other/ "its title")'
    inner = {
        "bullet_list": [
            {
                "list_item": [
                    "An inner item<sup>1</sup>",
                    "*Inner:*",
                    "fence: a\n",
                    *output,
                    "goes on.",
                ]
            }
        ]
    }
    first = [
        "First step",
        "fence: a = 1\nprint(a)\n",
        *output,
        f"This goes on with the first step, see {link}.",
        inner,
    ]
    second = [
        "Second step",
        'fence: int("""\n  no""")\n',
        "Output:",
        "fence: ValueError: invalid literal for int() with base 10: '\\n  no'\n",
    ]
    box = [
        {"list_item": ["In a box", "fence: a + 1\n", "Output:", "fence: 2\n"]},
        {"list_item": ["Its end"]},
    ]
    assert found[2:] == [
        {"ordered_list": [{"list_item": first}, {"list_item": second}]},
        "<sup>1</sup> With a note.",
        "**Warning**",
        {"ordered_list": box},
    ]


def test_a_picture_beside_the_page_has_its_address(guide: Guide) -> None:
    guide.write("docs/chapter/dot.svg", "<svg/>")
    text = made(
        guide, "# T\n\n![a](dot.svg) [b](../other/x.json)\n\n```json\n{}\n```\n"
    )
    assert f"![a]({SITE}chapter/dot.svg)" in text
    # No file next to the page: an address, as seen from the page.
    assert f"[b]({SITE}chapter/other/x.json)" in text


TITLES = {
    "marks": "# Title\n\nText.\n\n## Part\n",
    "a line below": "Title\n=====\n\nText.\n\nPart\n----\n",
    "a short line below": "Title\n=\n\nText.\n\nPart\n-\n",
    "a line below, and its name": "Title {: #name }\n=====\n\nText.\n\n## Part\n",
    "marks without a blank": "#Title\n\nText.\n\n##Part\n",
    "marks on both sides": "# Title #\n\nText.\n\n## Part ##\n",
    "words above it": "Text.\n\n# Title\n\n## Part\n",
    "a line below, and words above it": "Text.\n\nTitle\n=====\n\nPart\n----\n",
    "a comment above it": "<!--\n# Old\n-->\n\nTitle\n===\n\nText.\n\n## Part\n",
    "the front matter": "---\ntitle: Title\n---\n\nText.\n\n## Part\n",
    "the second level": "## Title\n\nText.\n\nPart\n----\n",
    "a line below, of the second level": "Title\n---\n\nText.\n\nPart\n----\n",
    "a block above it": "```text\n# no title\n```\n\nText.\n\n# Title\n\n## Part\n",
}


@pytest.mark.parametrize("text", TITLES.values(), ids=TITLES)
def test_a_title_stands_once_and_first_however_it_is_typed(
    guide: Guide, text: str
) -> None:
    guide.page(text)
    if "```" in text:
        guide.prove(text)
    library = guide.library()
    page = library.pages["docs/page.md"]
    lines = to_markdown(library, page, SITE, overview_markdown).split("\n")
    assert lines[:3] == ["# Title", "", f"Source: <{SITE}page/>"]
    found = MarkdownIt("commonmark").enable("table").parse("\n".join(lines))
    headings = [
        (one.tag, after.content)
        for one, after in pairwise(found)
        if one.type == "heading_open"
    ]
    assert headings == [("h1", "Title"), ("h2", "Part")]
    assert lines.count("Text.") == 1


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("# C#", "C"),  # so does the site's parser read it
        ("C#\n==", "C#"),
        (r"# C\#", r"C\#"),
        ("# {{ n }} of `{{ n }}`", "2 of `2`"),
        ("{{ n }} of them\n===", "2 of them"),
    ],
)
def test_a_title_is_what_the_site_shows(guide: Guide, typed: str, wanted: str) -> None:
    front = "---\ntitle: Other\n---\n\n" if "{{" in typed else ""
    text = made(guide, f"{front}```python\nn = 2\n```\n\n{typed}\n", "page")
    assert text.startswith(f"# {wanted}\n\nSource:")
    assert typed.split("\n")[-1] not in text.replace(f"# {wanted}\n", "").split("\n")
