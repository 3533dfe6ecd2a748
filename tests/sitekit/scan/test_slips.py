"""What is wrong with a page's prose is told with its line, before anything runs."""

import itertools
import random
import re
import textwrap
from typing import Any

import markdown
import pytest

from sitekit.checkout.problems import Problems
from sitekit.scan.fences import accept, find_fences
from sitekit.scan.pages import scan_page
from sitekit.scan.parsed import EXTENSIONS
from sitekit.scan.site import scan_site
from sitekit.scan.slips import read_prose
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable
FRONT = "---\ntitle: T\n---\n\n"
BLOCK = "```python\n1\n```\n"
NESTED = textwrap.indent(BLOCK, " " * 4)
INNER = textwrap.indent(BLOCK, " " * 8)


def slips(guide: Guide, text: str) -> list[tuple[int, str]]:
    """The lines of a page's body, and what is told of them."""
    found = guide.scan(FRONT + text).slips
    assert all(one.path == "docs/page.md" and one.repair for one in found)
    return [(one.line - 4, one.what) for one in found]


def lab_slips(guide: Guide, text: str) -> list[tuple[int, str]]:
    """The same in a lab's prose."""
    prose = "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
    path = guide.write(
        "snippets/labs/lab.py", f"# %%\n1\n\n# %% [markdown]\n{prose}\n# %%\n2\n"
    )
    found = scan_page(guide.settings, path).slips
    return [(one.line - 4, one.what) for one in found]


NOT_RUN = [
    ("Run:\n\n    code()\n", 3, "indented by 4, but belongs to nothing"),
    ("Run:\n\n\tcode()\n", 3, "indented by 4, but belongs to nothing"),
    ("- a\n\n        code()\n", 3, "indented by 8, but belongs to nothing"),
    ("> a\n>\n>     code()\n", 3, "indented by 4, but belongs to nothing"),
    ("!!! note\n\n    a\n\n        code()\n", 5, "indented by 8, but belongs"),
    ('=== "A"\n\n    a\n\n        code()\n', 5, "indented by 8, but belongs"),
    ("a[^1]\n\n[^1]: b\n\n        code()\n", 5, "indented by 8, but belongs"),
    ("<pre><code>code()</code></pre>\n", 1, "`<pre>` is shown as code"),
    ("a\n\n<pre>\ncode()\n</pre>\n", 3, "`<pre>` is shown as code"),
    ("a <pre>code()</pre>\n", 1, "`<pre>` is shown as code"),
    ("- a\n\n    <pre>code()</pre>\n", 3, "`<pre>` is shown as code"),
    ("!!! note\n\n    <pre>code()</pre>\n", 3, "`<pre>` is shown as code"),
    ("> <pre>code()</pre>\n", 1, "`<pre>` is shown as code"),
    ("a[^1]\n\n[^1]: b\n\n    <pre>c</pre>\n", 5, "`<pre>` is shown as code"),
    ("<div markdown>\n\na\n\n<pre>c</pre>\n\n</div>\n", 5, "`<pre>` is shown"),
    ("<table><tr><td><pre>c</pre></td></tr></table>\n", 1, "`<pre>` is shown"),
    ("a\n\n<textarea>code()</textarea>\n", 3, "`<textarea>` is shown as code"),
    ("a\n\n<xmp>code()</xmp>\n", 3, "`<xmp>` is shown as code"),
]


@pytest.mark.parametrize(
    ("look", "text", "line", "what"),
    # In a lab a tab stands behind `# `, and so indents by less.
    [(slips, *one) for one in NOT_RUN]
    + [(lab_slips, *one) for one in NOT_RUN if "\t" not in one[0]],
)
def test_code_that_is_shown_and_not_run_is_told(
    guide: Guide, look: type[slips], text: str, line: int, what: str
) -> None:
    ((found, told),) = look(guide, text)
    assert (found, what in told) == (line, True), told


@pytest.mark.parametrize(
    "text",
    [
        "`<pre>` and <!-- <pre>a</pre> --> and `    code()`\n",
        f"- a\n\n{'    '}```text\n{'    '}    b\n{'    '}```\n",
        "```text\n<pre>a</pre>\n    b\n```\n",
        "1. a\n\n    b\n\n    - c\n\n        d\n\n2. e\n",
        "!!! note\n\n    a\n\n    - b\n\n        c\n",
        "a long\n    line that goes on\n",
        "- a\n  that goes on\n- b\n",
        "<table>\n    <tr>\n        <td>a</td>\n    </tr>\n</table>\n",
        "Term\n\n:   What\n\n    it is\n",
        "??? note\n\n    a\n\n<details markdown>\n\nb\n\n</details>\n",
    ],
)
def test_what_is_shown_as_it_is_meant_is_no_slip(guide: Guide, text: str) -> None:
    assert slips(guide, text) == []
    if "```" not in text:
        assert lab_slips(guide, text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. a\n\n   ```text\n   b\n   ```\n\n2. c\n", [3]),
        ("- a\n\n  ```text\n  b\n  ```\n", [3]),
        ("!!! note\n\n    a\n\n  ```text\n  b\n  ```\n", [5]),
        ("- a\n  - b\n", [2]),
        ("1. a\n\n   b\n", [3]),
        ("- a\n\n    - b\n\n      c\n", [5]),
        ("> - a\n>\n>   b\n", [3]),
        ("a[^1]\n\n[^1]: b\n\n  c\n", [5]),
    ],
)
def test_what_is_indented_by_1_to_3_is_told(
    guide: Guide, text: str, lines: list[int]
) -> None:
    found = slips(guide, text)
    assert [line for line, _ in found] == lines
    assert all("not a multiple of 4" in what for _, what in found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("!!! warning\n  a\n", 1),
        ("!!! note\n   a\n\nb\n", 1),
        ('??? tip "A"\n  a\n', 1),
        ("a\n\n???+ tip\n  a\n", 3),
        ('=== "A"\n  a\n', 1),
        ('=== "A"\n\n    a\n\n=== "B"\n  b\n', 5),
        ("- a\n\n    !!! note\n      b\n", 3),
        ("!!! note\n\na\n", 1),
    ],
)
def test_an_empty_box_is_told(guide: Guide, text: str, line: int) -> None:
    assert (line, "this box is empty: what follows is outside it") in slips(guide, text)


@pytest.mark.parametrize("look", [slips, lab_slips])
@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a[^nowhere]\n", 1, "`[^nowhere]` is a footnote that is not defined"),
        ("`[^1]`\n\nand\nb[^1]\n", 4, "`[^1]` is a footnote that is not"),
        ("a\n\n[^1]: b\n", 3, "nothing refers to the footnote [^1]"),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c\n", 5, "[^1] is defined twice"),
        ("$x$\n", 1, "`$x$` is not a formula"),
        ("a\nb \\(x_1\\)\n", 2, "`\\(x_1\\)` loses its backslashes"),
        ("\\[x\\]\n", 1, "`\\[x\\]` loses its backslashes"),
        ("- [ ] a\n", 1, "`[ ]` is not a checkbox"),
        ("| a |\n|---|\n| ==b== |\n", 3, "`==b==` is not highlighted"),
        ("# A :smile:\n", 1, "`:smile:` is not an emoji"),
        ("!!! note\n\n    a\n    ++x++\n", 4, "`++x++` is not shown as a key"),
        ("text:\n- a\n", 2, "`- a` does not start a list"),
        ("[a][nowhere]\n", 1, "`[a][nowhere]` refers to a link that is"),
        ("a **b\n\nc\n", 1, "`**b` has no matching end"),
        ("<p>**a**</p>\n", 1, "`**a**` has no matching end"),
        ("a {: #id } b\n", 1, "`{: #id }` is not read as attributes"),
        ("a\n\n=======\n\nb\n", 3, "left over from a merge conflict"),
        ("<div>\n\na\n", 1, "`<div>` is not closed"),
        ("<div markdown>\n\na\n", 1, "`<div>` is not closed"),
        ("a\n\n<!-- b\n\nc\n", 3, "is not closed"),
        ("a <b>c\n", 1, "`<b>` is not closed"),
        ("a\n\n</div>\n", 3, "`</div>` closes nothing"),
        ('<a id="x"></a>\n\n## B {#x}\n', 3, "the id 'x' is already used on this page"),
        ("## A {#x}\n\n## B {#x}\n", 3, "the id 'x' is already used on this page"),
        (
            '<p id="b">a</p>\n\n## C {: #b }\n',
            3,
            "the id 'b' is already used on this page",
        ),
        ("## Block 0\n", 1, "the id 'block-0' belongs to a block"),
        ("![](x.svg)\n", 1, "no text alternative"),
        ('a\n\n<img src="x.svg">\n', 3, "no text alternative"),
        ("- ![](x.svg)\n", 1, "no text alternative"),
        ("![a](x.png)\n", 1, "the picture x.png is from no run"),
        ('<img alt="a" src="../x.JPG">\n', 1, "the picture ../x.JPG is from no run"),
        ("a\n\n![a](assets/x.webp)\n", 3, "the picture assets/x.webp is from no run"),
        ("a [](x.md)\n", 1, "the link to x.md has no words"),
        ('a\n\n<a href="x"></a>\n', 3, "the link to x has no words"),
        ("[ ](x.md)\n", 1, "the link to x.md has no words"),
        ("[a]()\n", 1, "the link 'a' leads nowhere"),
        ("[a](x.md 'T)\n", 1, "contains a space"),
        ("a\n{: class = 'x' }\n", 2, "`class` is an attribute without a value"),
        ("# A {: title=some words }\n", 1, "`words` is an attribute without a value"),
        ("> " * 60 + "a\n", 1, "more than 40 elements are nested"),
    ],
)
def test_a_slip_is_told_with_its_line(
    guide: Guide, look: type[slips], text: str, line: int, what: str
) -> None:
    found = look(guide, text)
    assert any(at == line and what in told for at, told in found), found


@pytest.mark.parametrize(
    "text",
    [
        "a[^1] and again[^1]\n\n[^1]: b\n",
        "`[^x]`, `$x$`, ``[a][b]`` and <code>**a ==b==</code>\n",
        "<!-- [^x] $x$ ==b== -->\n\na\n",
        "```text\n[^x] $x$ ==b==\n<div>\n```\n",
        "\\[^x] \\*a and \\`b, \\{.c}\n",
        "[a][b], [b] and [b][]\n\n[b]: https://example.org\n",
        "<https://example.org> and [https://example.org](https://example.org)\n",
        '![a](x.svg) <img src="x.svg" alt=""> [![a](x.svg)](y.md)\n',
        "[`a`](x.md) and <a id='k'></a>\n",
        '## A\n\n## A\n\n=== "A"\n\n    b\n',
        "# A\n\n[TOC]\n\n- [A](#a)\n\n*[HTML]: Hyper\n",
        "<details>\n<summary>a</summary>\n\nb\n\n</details>\n",
        "a <span class='b'>c</span> <br/> d\n",
        "::: toolbox.a\n",
        "Title\n=======\n\na\n",
    ],
)
def test_no_slip_is_told_where_there_is_none(guide: Guide, text: str) -> None:
    assert slips(guide, text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"a[^1]\n\n[^1]: b\n\n{NESTED}\n{BLOCK}", 5),
        (f"a[^1]\n\n{BLOCK}\n[^1]:\n    b\n\n{NESTED}\nd\n\n{BLOCK}", 10),
        (f"- a[^1]\n\n[^1]: b\n\n    !!! note\n\n{INNER}\nd\n\n{BLOCK}", 7),
    ],
)
def test_blocks_that_move_are_told(guide: Guide, text: str, line: int) -> None:
    assert [
        at for at, what in slips(guide, text) if "in a different place" in what
    ] == [line]


def test_a_block_in_the_last_footnote_stays_where_it_runs(guide: Guide) -> None:
    text = f"a[^1]\n\n{BLOCK}\n[^1]: b\n\n    ```text\n    c\n    ```\n"
    assert slips(guide, text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"<!--\n\n{BLOCK}\n-->\n", 3),
        (f"<!-- a\n{BLOCK}-->\n", 2),
        (f"{BLOCK}\n<script>\n\n{BLOCK}\n</script>\n", 7),
        (f"{BLOCK}\n<style>\n{BLOCK}</style>\n", 6),
        (f"<pre>\n{BLOCK}</pre>\n", 2),
        (f"a[^1]\n\n[^1]: b\n\n{NESTED}\n[^1]: c\n", 5),
    ],
)
def test_blocks_that_are_not_shown_are_told(guide: Guide, text: str, line: int) -> None:
    found = slips(guide, text)
    if "<pre>" not in text:  # where the block is told by the element around it
        assert (line, "this block would run, but the site would not show it") in found
    assert found


PIECES = """\
para|- item|1. item|!!! note|=== "T"|??? tip|<div markdown>|</div>|<div>|[^1]: note
see[^1]|Term|:   def|> q|    para|    - sub|<details markdown>|</details>|<!-- x -->
<section markdown>|</section>|<!--|-->|## H|| a | b ||* * *|"""


def test_blocks_are_shown_as_they_run_or_the_page_is_refused() -> None:
    pieces = [*PIECES.replace("\n", "|").split("|"), *[""] * 8]
    blocks = [BLOCK, NESTED, INNER, textwrap.indent(BLOCK, "> "), "~~~text\na\n~~~"]
    chosen = random.Random(15)
    passed = 0
    for _ in range(1500):
        parts = [
            chosen.choice(blocks if chosen.random() < 0.4 else pieces)
            for _ in range(chosen.randint(2, 9))
        ]
        text = "\n".join(
            f"{part}\n" if chosen.random() < 0.6 else part for part in parts
        )
        fences, strays = find_fences(text)
        if strays or read_prose("docs/page.md", text, 0, fences).slips:
            continue
        passed += 1
        html = markdown.markdown(text, **site_s_own())
        shown = re.findall(r"BLOCK-(\d+)-", html)
        assert shown == [str(number) for number in range(len(fences))], text
    assert passed > 100


def site_s_own() -> dict[str, Any]:
    """The site's own parser, with a number in place of each block."""
    numbers = itertools.count()
    form = {"name": "*", "class": "", "validator": accept}
    form["format"] = lambda *_, **__: f"<p>BLOCK-{next(numbers)}-</p>"
    configs = {name: dict(config) for name, config in EXTENSIONS.items()}
    configs["pymdownx.superfences"]["custom_fences"] = [form]
    return {"extensions": list(EXTENSIONS), "extension_configs": configs}


def test_all_slips_of_all_pages_are_told_at_once(guide: Guide) -> None:
    guide.page("# A\n\n$x$\n\n[ ](b.md)\n", "a")
    guide.page("# B\n\n- [ ] c\n", "b")
    with pytest.raises(Problems) as caught:
        scan_site(guide.settings)
    assert [(one.path, one.line) for one in caught.value.problems] == [
        ("docs/a.md", 3),
        ("docs/a.md", 5),
        ("docs/b.md", 3),
    ]
