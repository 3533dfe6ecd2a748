"""What the site gets when it is published."""

import zipfile
from pathlib import Path

from sitekit.publish import publish
from tests.sitekit.miniature import REPOSITORY, Guide

CARDS = "# Page\n\n```cards\n- {id: one, front: What?, code: 1 + 1}\n```\n"


def made(guide: Guide, text: str) -> Path:
    """A folder of a site with a home page, published."""
    logo = (REPOSITORY / "docs/assets/logo.svg").read_text("utf-8")
    guide.write("docs/assets/logo.svg", logo)
    guide.prove(text, "index")
    guide.write("site/index.html", "<p>Home</p><!-- archive --><!-- /archive -->")
    publish(guide.library(), guide.site)
    return guide.site


def test_pages_get_their_pictures_and_cards_their_package(guide: Guide) -> None:
    site = made(guide, CARDS)
    assert (site / "assets/social/index.png").read_bytes().startswith(b"\x89PNG")
    assert zipfile.is_zipfile(site / "tensorflow-study-guide.apkg")


def test_the_archive_comes_last_and_holds_all_the_rest(guide: Guide) -> None:
    site = made(guide, CARDS)
    with zipfile.ZipFile(site / "tensorflow-study-guide.zip") as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
    assert {"index.html", "tensorflow-study-guide.apkg"} <= names
    assert "assets/social/index.png" in names


def test_a_guide_without_cards_gets_no_package(guide: Guide) -> None:
    site = made(guide, "# Page\n\n```python\n1\n```\n")
    assert not list(site.glob("*.apkg"))
