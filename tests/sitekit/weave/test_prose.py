"""A page's prose in plain Markdown: no dialect, no container, no loose link."""

import pytest

from sitekit.records.values import in_text
from sitekit.weave import prose
from sitekit.weave.prose import depths, heading, nowhere, out_of_list, page_parts
from tests.sitekit.miniature import Guide


def prose(guide: Guide, text: str, resolve: prose.Resolve | None) -> list[str]:
    """The pieces of a page; `…` stands for a block."""
    parts = page_parts(guide.scan(text), None, resolve)
    return [part if isinstance(part, str) else "…" for part in parts]


CONTAINERS = """\
!!! warning "Take care"
    At once.

    !!! note
        Inside.

        ```python
        1
        ```

        Still inside.

    Outside of the inner one.

=== "One"

    ```python
    2
    ```

    Below.

=== "Two"

    - a list

        with more in it

After.
"""


def test_containers_are_taken_off_and_their_titles_kept(guide: Guide) -> None:
    assert prose(guide, CONTAINERS, nowhere) == [
        "**Take care**\n\nAt once.\n\n**Note**\n\nInside.",
        "…",
        "Still inside.\n\nOutside of the inner one.\n\n**One**",
        "…",
        "Below.\n\n**Two**\n\n- a list\n\n    with more in it\n\nAfter.",
    ]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('??? example "Solution"', "**Solution**"),
        ('???+ tip inline end "Open"', "**Open**"),
        ("!!! tip", "**Tip**"),
        ('!!! tip ""', ""),
        ('===+ "Chosen"', "**Chosen**"),
    ],
)
def test_each_kind_of_container_is_known(guide: Guide, head: str, title: str) -> None:
    text = f"Before.\n\n{head}\n\n    Inside.\n\nAfter.\n"
    wanted = ["Before.", title, "Inside.", "After."]
    assert prose(guide, text, nowhere) == ["\n\n".join(line for line in wanted if line)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# Title { #top .x }", "# Title"),
        ("`{.python}` and `[a](b.md)` stay", "`{.python}` and `[a](b.md)` stay"),
        ("[`code`](b.md#c) and [d](https://e.org)", "`code` and [d](https://e.org)"),
        ("[mail](mailto:a@example.org)", "[mail](mailto:a@example.org)"),
        ('<div class="grid" markdown>\n\n- a\n\n</div>', "- a"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("Title\n===", "# Title"),
    ],
)
def test_the_site_s_dialect_is_taken_out(guide: Guide, text: str, wanted: str) -> None:
    assert prose(guide, text, nowhere) == [wanted]


def test_links_lead_where_they_are_told_to(guide: Guide) -> None:
    text = '[a](b.md) <a href="c.json">c</a> [d](#e)'
    assert prose(guide, text, lambda target: f"/{target}") == [
        '[a](/b.md) <a href="/c.json">c</a> [d](/#e)'
    ]


def test_a_lab_is_taken_apart_like_a_page(guide: Guide) -> None:
    text = (
        "# %% [markdown]\n# # Lab { #top }\n#\n# [a](b.md)\n\n# %%\nx = 1\n\n"
        "# %% [markdown]\n# It is {{ x }}.\n"
    )
    path = guide.write("snippets/labs/lab.py", text)
    (page,) = guide.library().pages.values()
    guide.run(path)
    first, block, second = page_parts(page, guide.record(path), nowhere)
    assert (first, second) == ("# Lab\n\na", "It is 1.")
    assert block is page.blocks[0]


def test_values_stand_in_their_places(guide: Guide) -> None:
    ran = guide.prove(
        "```python\nx = 2\n```\n\n{{ x }} and {{ x + 1 }}.\n\n"
        "```python\n'{{ x }}'\n```\n\n!!! note\n\n    Last: {{ x * 5 }}.\n"
    )
    parts = page_parts(ran.page, guide.record(), nowhere)
    found = [part for part in parts if isinstance(part, str)]
    assert found == ["2 and 3.", "**Note**\n\nLast: 10."]


LISTS = """\
1. First

    ```python
    a = 1
    ```

    Goes on.

    - inner

        ```python
        a
        ```

        of inner

    of first

    !!! note

        Boxed.

        ```python
        a
        ```

    - another

1. Second

```python
a
```

3. Third
3. Fourth
"""


def test_a_list_goes_on_after_a_block_with_the_number_that_counts(
    guide: Guide,
) -> None:
    assert prose(guide, LISTS, nowhere) == [
        "1. First",
        "…",
        "    Goes on.\n\n    - inner",
        "…",
        "        of inner\n\n    of first\n\n    **Note**\n\n    Boxed.",
        "…",
        "    - another\n\n2. Second",
        "…",
        "3. Third\n4. Fourth",
    ]
    assert depths(guide.scan(LISTS)) == {0: 4, 1: 8, 2: 4, 3: 0}


@pytest.mark.parametrize(
    ("text", "depth", "wanted"),
    [
        ("    a\n    b\n\n2. c\n\n    d", 4, "a\nb\n\n2. c\n\n    d"),
        ("        a\n\n    - b\n\n        c", 8, "a\n\n- b\n\n    c"),
        ("    a", 0, "    a"),
        ("a\n\n    b", 4, "a\n\n    b"),
        ("            a\n\n        b", 8, "    a\n\nb"),
    ],
)
def test_what_goes_on_in_a_list_goes_on_without_it(
    text: str, depth: int, wanted: str
) -> None:
    assert out_of_list(text, depth) == wanted


def test_footnotes_stand_where_they_are_defined(guide: Guide) -> None:
    text = """\
One[^b] and two[^a].

[^a]: First.
[^b]: Second, which
    goes on.

    ```python
    1
    ```

    To its end[^a].

After.
"""
    assert prose(guide, text, nowhere) == [
        "One<sup>2</sup> and two<sup>1</sup>.\n\n<sup>1</sup> First.\n\n"
        "<sup>2</sup> Second, which\ngoes on.",
        "…",
        "To its end<sup>1</sup>.\n\nAfter.",
    ]


def test_links_by_name_work_in_each_piece(guide: Guide) -> None:
    text = '[One][x].\n\n```python\n1\n```\n\n[x] two.\n\n[x]: b.md "T"\n'
    assert prose(guide, text, lambda target: f"/{target}") == [
        '[One](/b.md "T").',
        "…",
        '[x](/b.md "T") two.',
    ]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Of {{ n }} parts", "Of 2 parts"),
        ("`f` of {{ n + 1 }}, {{ n }}", "`f` of 3, 2"),
        ("None", "None"),
    ],
)
def test_a_heading_has_its_values(guide: Guide, title: str, wanted: str) -> None:
    block = "```python\nn = 2\n```\n"
    ran = guide.prove(f"# A\n\n{block}\n## {title}\n\n{block}")
    record = guide.record()
    assert record
    found = heading(ran.page, ran.page.blocks[-1])
    assert in_text(found, record.body.values) == wanted


def test_a_heading_has_the_last_value_above_the_block(guide: Guide) -> None:
    parts = [f"```python\nn = {n}\n```\n\n## At {{{{ n }}}}\n" for n in (1, 2)]
    ran = guide.prove("# A\n\n" + "\n".join([*parts, "```python\nn\n```\n"]))
    record = guide.record()
    assert record
    blocks = ran.page.blocks
    found = [in_text(heading(ran.page, b), record.body.values) for b in blocks]
    assert found == ["A", "At 1", "At 2"]


def test_a_heading_has_the_value_that_stands_in_it(guide: Guide) -> None:
    """The same expression below it has another value later."""
    ran = guide.prove(
        """
        # A

        ```python
        n = 1
        ```

        ## At {{ n }} and {{ n }}

        ```python
        n = 2
        ```

        Now {{ n }}.

        ```python
        n
        ```
        """
    )
    record = guide.record()
    assert record
    last = heading(ran.page, ran.page.blocks[-1])
    assert in_text(last, record.body.values) == "At 1 and 1"
    assert in_text(last, ()) == "At … and …"
