"""The package for Anki holds every card, and a newer one updates an older."""

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from sitekit.publish import anki
from sitekit.run import page_run
from tests.sitekit.miniature import Guide

PAGE = """\
# A page

```python
shape = (2, 3)
```

```cards
- id: loss
  front: Which `loss` & why?
  back: "`mse`"
- id: shape
  front: What is this?
  code: shape
```
"""
SITE = "https://example.org/"


def made(guide: Guide, text: str = PAGE) -> bytes:
    guide.prove(text, "chapter/page")
    return anki.package(guide.library(), "Guide", SITE)


def notes(package: bytes, folder: Path) -> dict[str, tuple[list[str], int]]:
    """Fields and time of change of each note, by its id."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert sorted(archive.namelist()) == ["collection.anki2", "media"]
        archive.extract("collection.anki2", folder)
    rows = sqlite3.connect(folder / "collection.anki2").execute(
        "SELECT guid, flds, mod FROM notes"
    )
    return {guid: (fields.split("\x1f"), mod) for guid, fields, mod in rows}


@pytest.fixture
def package(guide: Guide) -> bytes:
    return made(guide)


def test_every_card_is_a_note_with_a_link_to_its_page(
    package: bytes, tmp_path: Path
) -> None:
    link = '<a href="https://example.org/chapter/page/">A page</a>'
    assert [fields for fields, _ in notes(package, tmp_path).values()] == [
        ["Which <code>loss</code> &amp; why?", "<code>mse</code>", link],
        ["What is this?<br><code>shape</code>", "<pre>(2, 3)</pre>", link],
    ]


def test_anki_plays_and_sets_nothing(guide: Guide, tmp_path: Path) -> None:
    text = PAGE.replace("(2, 3)", "'[sound:x.mp3] [latex]x[/latex] <script>'")
    for fields, _ in notes(made(guide, text), tmp_path).values():
        assert not any("[" in field or "<script" in field for field in fields)
    assert "&#91;sound:x.mp3]" in fields[1]


def test_each_page_is_a_deck_of_its_own(package: bytes, tmp_path: Path) -> None:
    notes(package, tmp_path)
    connection = sqlite3.connect(tmp_path / "collection.anki2")
    (decks,) = connection.execute("SELECT decks FROM col").fetchone()
    names = {deck["name"] for deck in json.loads(decks).values()}
    assert "Guide::A page" in names
    used = {row[0] for row in connection.execute("SELECT did FROM cards")}
    assert [json.loads(decks)[str(number)]["name"] for number in used] == [
        "Guide::A page"
    ]


def test_the_same_records_give_the_same_bytes(guide: Guide, package: bytes) -> None:
    assert anki.package(guide.library(), "Guide", SITE) == package


def test_a_changed_card_keeps_its_id_and_is_newer(
    guide: Guide, package: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = notes(package, tmp_path)
    now = page_run.time.time
    monkeypatch.setattr(page_run.time, "time", lambda: now() + 60)
    changed = made(guide, PAGE.replace("What is this?", "What is that?"))
    after = notes(changed, tmp_path)
    assert set(after) == set(before)
    assert [fields[0] for fields, _ in after.values()] != [
        fields[0] for fields, _ in before.values()
    ]
    assert all(after[guid][1] > before[guid][1] for guid in before)


def test_nothing_is_left_in_the_temporary_folder(
    guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide.prove(PAGE, "chapter/page")
    library = guide.library()
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    anki.package(library, "Guide", SITE)
    assert list(folder.iterdir()) == []
