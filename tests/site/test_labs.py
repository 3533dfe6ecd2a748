"""Labs are rendered by mkdocs-jupyter: hold them against their records too."""

import pytest
from conftest import PROVED, by_url  # type: ignore[import-not-found]

from sitekit.library import url

LABS = [page for page in PROVED if page.is_lab]


@pytest.mark.parametrize("page", LABS, ids=by_url)
def test_shows_every_cell_and_its_output(page, chromium, address, library):
    record = library.record(page)
    window = chromium.new_page()
    window.goto(address + url(page))

    cells = window.locator(".jp-CodeCell")
    assert cells.count() == len(page.blocks)
    for block, entry in zip(page.blocks, record.body["blocks"], strict=True):
        cell = cells.nth(block.number)
        code = cell.locator(".jp-InputArea pre").first.inner_text()
        assert code.split() == block.code.split()
        shown = " ".join(cell.locator(".jp-OutputArea-output").all_inner_texts())
        for output in entry["outputs"]:
            if output["type"] == "stream":
                assert output["text"].split()[0] in shown.split()
    pictures = window.locator(".jp-OutputArea-output :is(svg, img)").count()
    drawn = sum(
        output["type"] in ("svg", "png")
        for entry in record.body["blocks"]
        for output in entry["outputs"]
    )
    assert pictures == drawn
    window.close()
