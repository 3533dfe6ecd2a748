"""MkDocs builds what is proved, and nothing else."""

import errno
import json
import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import Abort

from sitekit.skins import jinja_cache, mkdocs_hooks
from tests.sitekit.conftest import JUPYTER
from tests.sitekit.miniature import Guide


def test_the_site_has_every_page_and_what_belongs_to_it(built: Guide) -> None:
    for name in (
        "index.html",
        "words/index.html",
        "chapter/topic/index.html",
        "chapter/topic/topic.ipynb",
        "chapter/topic/topic.py",
        "index.ipynb",
        "index.py",
        "labs/lab/index.html",
        "labs/lab/lab.ipynb",
        "labs/lab/lab.py",
        "labs/lab/lab.md",
        "words/words.md",
        "assets/social/index.png",
        "assets/social/labs/lab.png",
        "llms.txt",
        "llms-full.txt",
        "tensorflow-study-guide.zip",
        "proof/index.html",
        "proof.json",
    ):
        assert (built.site / name).is_file(), name


def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


def test_every_block_of_every_page_is_shown_once(built: Guide) -> None:
    pages = {
        "index.html": 1,
        "chapter/topic/index.html": 8,
        "labs/lab/index.html": 2,
        "proof/index.html": 1,
        "words/index.html": 0,
    }
    for name, count in pages.items():
        shown = soup(built.site / name).select("[data-block]")
        numbers = [str(element["data-block"]) for element in shown]
        assert numbers == [str(number) for number in range(count)], name


def test_outputs_are_those_of_the_run(built: Guide) -> None:
    page = soup(built.site / "chapter/topic/index.html")
    outputs = [
        element.get_text().strip()
        for element in page.select(".sg-outputs")
        if element.select("pre")
    ]
    assert outputs == [
        "A,B\n1,2",
        "before\nZeroDivisionError: division by zero",
        "{'a': 8}",
        "from the shell",
    ]
    assert page.select('svg[aria-label="A red dot"]')
    assert "It has 8 characters." in page.get_text()


def test_outputs_are_not_searched(built: Guide) -> None:
    index = (built.site / "search/search_index.json").read_text("utf-8")
    assert "The end of the page." in index
    assert "from the shell" in index  # the command itself
    assert "A,B" not in index


def test_every_page_with_blocks_has_its_stamp_and_downloads(built: Guide) -> None:
    for folder, count in {"": 3, "chapter/topic/": 4, "labs/lab/": 3}.items():
        page = soup(built.site / folder / "index.html")
        (stamp,) = page.select("article aside.sg-stamp")
        for link in stamp.select("a[download]"):
            assert (built.site / folder / str(link["href"])).is_file()
        assert len(stamp.select("a[download]")) == count
    assert "sg-stamp" not in (built.site / "words/index.html").read_text("utf-8")


def test_a_lab_is_a_page_like_the_others(built: Guide) -> None:
    file = built.site / "labs/lab/index.html"
    page = soup(file)
    first, second = page.select("[data-block]")
    assert first.select_one("pre code").get_text().strip().startswith("x = 6 * 7")
    assert first.select_one(".sg-stream").get_text().strip() == "six times seven"
    assert second.select_one(".sg-value").get_text().strip() == "42"
    assert page.select_one("h1#a-lab").get_text().startswith("A lab")
    assert page.select_one("article em").get_text() == "long"
    contents = page.select(".md-sidebar--secondary .md-nav__link[href^='#']")
    assert [link["href"] for link in contents] == ["#the-second-part"]
    # Links are resolved, and values put in.
    link = page.select_one('article a[href="../../chapter/topic/#use-it"]')
    assert link
    assert link.parent.get_text() == "Half of 42 is 21; see the topic."
    assert "jp-" not in file.read_text("utf-8")


def test_a_lab_s_notebook_is_published_with_its_outputs(built: Guide) -> None:
    notebook = json.loads((built.site / "labs/lab/lab.ipynb").read_text("utf-8"))
    title, first, _, second, end = notebook["cells"]
    assert title["source"] == "# A lab\n\nIt goes on for *long*."
    assert first["outputs"][0]["text"] == "six times seven\n"
    assert second["outputs"][0]["data"] == {"text/plain": "42"}
    # By itself it has no neighbours to link to.
    assert end["source"] == "Half of 42 is 21; see the topic."
    # What mkdocs-jupyter would render, it does not keep.
    assert not list((built.root / ".cache").glob("mkdocs-jupyter/*"))


def test_a_lab_in_the_search_is_its_words_and_code(built: Guide) -> None:
    index = (built.site / "search/search_index.json").read_text("utf-8")
    entries = {e["location"]: e for e in json.loads(index)["docs"]}
    assert "x = 6 * 7" in entries["labs/lab/"]["text"]
    assert "Half of 42" in entries["labs/lab/#the-second-part"]["text"]
    texts = "".join(e["text"] for at, e in entries.items() if at.startswith("labs/"))
    assert texts.count("six times seven") == 1  # in the code, not in its output


def test_a_build_writes_nothing_but_the_site(guide: Guide) -> None:
    guide.prove("# Title\n\n```python\nprint(1)\n```\n", "index")
    guide.describe()
    before = {p: p.read_bytes() for p in guide.root.rglob("*") if p.is_file()}
    assert guide.build().returncode == 0
    after = {
        p: p.read_bytes()
        for p in guide.root.rglob("*")
        if p.is_file()
        and not {guide.site, guide.root / jinja_cache.FOLDER} & set(p.parents)
        and "__pycache__" not in p.parts
    }
    assert after == before


def test_a_page_that_was_never_run_stops_the_build(guide: Guide) -> None:
    snippet = guide.snippet("\n\n\n# --8<-- [start:a]\n1\n# --8<-- [end:a]\n")
    guide.page('# Title\n\n```python\n--8<-- "page.py:a"\n```\n')
    guide.prove("# Start\n\n```python\nprint(1)\n```\n", "index")
    done = guide.build()
    assert done.returncode == 1
    assert f"{snippet}:4: docs/page.md has no passing run" in done.stdout
    assert "fix: nox -s site" in done.stdout
    assert "nox -s page -- docs/page.md" in done.stdout
    assert "Traceback" not in done.stdout
    assert not guide.site.exists()


def test_all_pages_that_have_no_record_are_named(guide: Guide) -> None:
    guide.page("# One\n\n```python\n1\n```\n", "index")
    guide.page("# Two\n\n```python\n2\n```\n", "two")
    done = guide.build()
    assert done.returncode == 1
    assert re.findall(r"^docs/\S+:8:", done.stdout, re.MULTILINE) == [
        "docs/index.md:8:",
        "docs/two.md:8:",
    ]


def test_a_mistake_on_a_page_stops_the_build_with_its_line(guide: Guide) -> None:
    guide.page("# Title\n\n```pythn\n1\n```\n", "index")
    done = guide.build()
    assert done.returncode == 1
    assert "docs/index.md:7: language 'pythn'" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_block_in_a_comment_stops_the_build(guide: Guide) -> None:
    guide.prove("# Title\n\n<!--\n```python\nprint(1)\n```\n-->\n", "index")
    done = guide.build()
    assert done.returncode != 0
    assert "docs/index.md:8: this block would run, but the site" in done.stdout
    assert "Traceback" not in done.stdout


MKDOCSTRINGS = """\
- mkdocstrings:
    handlers:
      python:
        paths: [snippets]
"""


@pytest.mark.parametrize(
    "docstring",
    ["```python\n    1 + 1\n    ```", "It is {{ 1 + 1 }}."],
)
def test_a_block_or_value_in_a_docstring_stops_the_build(
    guide: Guide, docstring: str
) -> None:
    guide.use_plugins(MKDOCSTRINGS)
    guide.write(
        "snippets/toolbox/tool.py",
        f'def double(x):\n    """Doubles.\n\n    {docstring}\n    """\n',
    )
    guide.page("# Reference\n\n::: toolbox.tool\n", "index")
    done = guide.build()
    assert done.returncode != 0
    assert "this text is not a page of the guide" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_docstring_without_blocks_is_rendered(guide: Guide) -> None:
    guide.use_plugins(MKDOCSTRINGS)
    guide.write(
        "snippets/toolbox/tool.py",
        'def double(x):\n    """Doubles *it*.\n\n    Examples:\n        >>> double(1)\n'
        '        2\n    """\n    return 2 * x\n',
    )
    guide.page("# Reference\n\n::: toolbox.tool\n", "index")
    done = guide.build()
    assert done.returncode == 0, done.stdout
    page = soup(guide.site / "index.html")
    assert "double(1)" in page.select_one("article").get_text()


DIALECT = """\
# In one dialect

| code | value |
|---|---|
| `x | y` | {{ 1 + 1 }} |

A claim[^1] of the TF.

[^1]: Its note.

!!! note "A box"
    In a [box](../index.md "its title").

    1. One

    2. Two

*[TF]: TensorFlow

Term
:   What it is.

Then:

3. Three
"""


def test_a_lab_s_prose_is_shown_as_a_page_s(guide: Guide) -> None:
    guide.use_plugins(JUPYTER)
    first = "# Opening\n\n```python\nprint(1)\n```\n\n"
    guide.page("# Start\n", "index")
    guide.page(first + DIALECT, "labs/page")
    cell = "".join(f"# {line}".rstrip() + "\n" for line in DIALECT.splitlines())
    about = "A lab whose prose is shown on the site just as a page is."
    lab = "# %% [markdown]\n# # Opening\n\n# %%\nprint(1)\n\n# %% [markdown]\n"
    guide.write(
        "snippets/labs/lab.py", f"# ---\n# description: {about}\n# ---\n\n{lab}{cell}"
    )
    guide.run(*(path for path, runs in guide.paths().items() if runs))
    done = guide.build()
    assert done.returncode == 0, done.stdout
    shown = []
    for name in ("page", "lab"):
        article = soup(guide.site / f"labs/{name}/index.html").article
        for ours in article.select(".sg-stamp, .sg-away"):
            ours.decompose()
        shown.append(" ".join(article.decode_contents().split()))
        text = (guide.site / f"labs/{name}/{name}.ipynb").read_text("utf-8")
        cells = json.loads(text)["cells"]
        assert "| `x \\| y` | 2 |" in cells[-1]["source"]
        assert "A claim<sup>1</sup> of the TF." in cells[-1]["source"]
    assert shown[0] == shown[1]
    for part in ("<code>x | y</code>", "footnote-ref", "admonition", '<ol start="3">'):
        assert part in shown[0]


def test_a_page_has_the_title_that_its_first_heading_gives_it(guide: Guide) -> None:
    texts = {
        "comment": "<!--\n# Old title\n-->\n\n# Real & <b>title</b>\n",
        "setext": "Words first.\n\nReal & `title`\n==============\n",
        "front": "# Old title\n",
    }
    about = "One of the pages of the miniature guide whose titles are to be found."
    for number, (name, text) in enumerate(texts.items()):
        title = 'title: "Real & title"\n' if name == "front" else ""
        front = f"---\n{title}description: {about} {number}\n---\n\n"
        guide.page(f"{front}{text}", name)
    guide.page(f"---\ndescription: {about}\n---\n\n# Start\n", "index")
    done = guide.build()
    assert done.returncode == 0, done.stdout
    for name in texts:
        page = soup(guide.site / name / "index.html")
        titles = [page.title.get_text().split(" - ")[0]]
        titles += [meta["content"] for meta in page.select('meta[property="og:title"]')]
        links = soup(guide.site / "index.html").select(f'.md-nav a[href="{name}/"]')
        titles += [link.get_text().strip() for link in links]
        assert titles == ["Real & title"] * 3, name


def test_a_full_disk_ends_the_build_without_a_traceback() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a", None, "site/b")
    with pytest.raises(Abort, match=r"site/b: No space left on device\n +fix: make"):
        mkdocs_hooks.on_build_error(full)
    for other in (OSError(errno.EACCES, "Permission denied"), KeyError("a mistake")):
        mkdocs_hooks.on_build_error(other)  # MkDocs shows its traceback
