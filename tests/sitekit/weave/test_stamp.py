"""The stamp says what proved a page."""

from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup

from sitekit.records.outputs import Body
from sitekit.records.store import Record
from sitekit.scan.model import Page
from sitekit.weave.stamp import STAMP, stamp_html
from tests.sitekit.miniature import Guide
from tests.sitekit.weave.test_html import Balance

pytestmark = pytest.mark.portable


def stamp(guide: Guide, text: str, **body: Any) -> str:
    page: Page = guide.scan(text)
    known = {"started": 0.0, "seconds": 1.25, "versions": {}, **body}
    rest = {"schema": 1, "key": "", "page": "", "environment": ""}
    full = msgspec.convert({**rest, **known, "blocks": [], "values": []}, Body)
    html = stamp_html(page, Record("key", full), [("a&b.py", "Script")])
    assert html.startswith(STAMP)
    Balance(html)
    return html


def test_the_stamp_names_versions_date_blocks_and_time(guide: Guide) -> None:
    html = stamp(
        guide,
        "```python\n1\n```\n",
        versions={
            "default": {"python": "3.11.7", "tensorflow": "2.21.0", "keras": "3.15.0"},
            "old": {"python": "3.9.1", "numpy": "1.0"},
        },
    )
    text = BeautifulSoup(html, "html.parser").get_text()
    assert "TensorFlow 2.21.0, Keras 3.15.0, Python 3.11.7; Python 3.9.1" in text
    assert "1 January 1970" in text
    assert "1 block," in text
    assert "1.2\N{NO-BREAK SPACE}s" in text
    assert 'href="a&amp;b.py"' in html


def test_a_page_that_ran_nothing_does_not_claim_that_it_did(guide: Guide) -> None:
    html = stamp(guide, "```proof\n```\n")
    assert "was run" not in html
