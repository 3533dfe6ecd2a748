"""The archive holds the whole site, and is the same for the same site."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from sitekit.publish import archive

pytestmark = pytest.mark.portable

OFFERS = "<p>Home</p><!-- archive --><!-- /archive --><p>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {
        "b/page.html": "two",
        "index.html": OFFERS,
        "a.txt": "é",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return packed.namelist()


def test_it_holds_everything_in_one_folder(site: Path) -> None:
    assert names(archive.pack(site)) == [
        f"tensorflow-study-guide/{name}"
        for name in ("README.txt", "a.txt", "b/page.html", "index.html")
    ]


def test_it_is_the_same_for_the_same_site(site: Path) -> None:
    first = archive.pack(site)
    for file in site.rglob("*"):
        os.utime(file, (1e9, 1e9))
    (site / "a.txt").chmod(0o600)
    assert archive.pack(site) == first
    (site / "a.txt").write_text("other")
    assert archive.pack(site) != first


def test_it_holds_neither_itself_nor_the_offer_of_it(site: Path) -> None:
    archive.publish(site)
    once = (site / archive.NAME).read_bytes()
    assert not any(name.endswith(".zip") for name in names(once))
    with zipfile.ZipFile(io.BytesIO(once)) as packed:
        home = packed.read(f"{archive.FOLDER}/index.html")
    assert home.decode() == OFFERS
    archive.publish(site)
    assert (site / archive.NAME).read_bytes() == once


def test_the_home_page_says_its_size(site: Path) -> None:
    (site / "noise").write_bytes(os.urandom(2_340_000))
    archive.publish(site)
    home = (site / "index.html").read_text("utf-8")
    assert f'<a href="{archive.NAME}" download>' in home
    assert "(2.3 MB)" in home
