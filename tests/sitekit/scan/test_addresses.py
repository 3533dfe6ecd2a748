"""Addresses of pages are those that MkDocs gives them."""

import pytest

from sitekit.scan.addresses import url
from sitekit.scan.pages import scan_page
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("docs/index.md", ""),
        ("docs/about.md", "about/"),
        ("docs/keras/index.md", "keras/"),
        ("docs/keras/sequential.md", "keras/sequential/"),
        ("snippets/labs/digits.py", "labs/digits/"),
    ],
)
def test_addresses_are_those_of_mkdocs(guide: Guide, path: str, address: str) -> None:
    guide.write(path, "# %%\n" if path.endswith(".py") else "# Title\n")
    assert url(scan_page(guide.settings, path)) == address
