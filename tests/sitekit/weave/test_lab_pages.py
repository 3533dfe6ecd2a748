"""Labs get the look of the other pages, and show what ran."""

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problem
from sitekit.records.store import Record
from sitekit.scan.model import Page
from sitekit.scan.pages import scan_page
from sitekit.weave import lab_pages
from tests.sitekit.miniature import Guide

LAB = """\
# %% [markdown]
# # A lab

# %%
print("one")

# %%
two = 2
"""
PROSE = """
<div class="jp-Cell jp-MarkdownCell" id="cell-0"><div class="jp-RenderedMarkdown">
<h1 id="A-lab">A lab<a class="anchor-link" href="#A-lab">¶</a></h1></div></div>
"""
CODE = """
<div class="jp-CodeCell"><div class="jp-Cell jp-CodeCell" id="cell-{number}">
<div class="jp-InputArea"><div class="highlight-ipynb"><pre>{code}</pre></div></div>
<div class="jp-OutputArea">as mkdocs-jupyter shows it</div></div></div>
"""
FIRST = CODE.format(number=1, code='<span>print</span>("one")\n')
SECOND = CODE.format(number=2, code="two = 2\n")


@pytest.fixture
def lab(guide: Guide) -> Page:
    return scan_page(guide.settings, guide.write("snippets/labs/lab.py", LAB))


def restyle(lab: Page, html: str) -> BeautifulSoup:
    stream = {"type": "stream", "text": "one"}
    blocks = [{"outputs": [stream]}, {"outputs": []}]
    record = Record("key", {"blocks": blocks})
    return BeautifulSoup(
        lab_pages.restyle(html, lab, record, "<aside></aside>"), "html.parser"
    )


def test_cells_become_blocks_with_the_outputs_of_the_record(lab: Page) -> None:
    soup = restyle(lab, PROSE + FIRST + SECOND)
    first, second = soup.select("[data-block]")
    assert first.code.get_text().strip() == 'print("one")'
    assert first.select_one(".sg-stream").get_text().strip() == "one"
    assert second.select(".sg-outputs") == []
    assert "as mkdocs-jupyter shows it" not in soup.get_text()
    assert soup.select_one("h1#A-lab a.headerlink")
    assert soup.find_all(True, recursive=False)[-1].name == "aside"


def test_a_cell_that_is_not_the_one_that_ran_is_told(lab: Page) -> None:
    with pytest.raises(Problem) as caught:
        restyle(lab, PROSE + SECOND + FIRST)
    assert (caught.value.path, caught.value.line) == ("snippets/labs/lab.py", 4)
    assert "cell 1 as rendered is not the block that ran" in caught.value.what


def test_a_cell_too_many_is_told(lab: Page) -> None:
    with pytest.raises(Problem, match="cell 3 as rendered"):
        restyle(lab, PROSE + FIRST + SECOND + SECOND)


def test_a_cell_that_is_not_shown_is_told(lab: Page) -> None:
    with pytest.raises(Problem) as caught:
        restyle(lab, PROSE + FIRST)
    assert (caught.value.path, caught.value.line) == ("snippets/labs/lab.py", 7)
    assert "the site does not show it" in caught.value.what


@pytest.mark.parametrize("change", ["jp-RenderedMarkdown", "</div></div>"])
def test_prose_that_is_rendered_in_another_way_is_told(lab: Page, change: str) -> None:
    prose = PROSE.replace(change, "")
    with pytest.raises(Problem, match="another way") as caught:
        restyle(lab, prose + FIRST + SECOND)
    assert caught.value.path == "snippets/labs/lab.py"
