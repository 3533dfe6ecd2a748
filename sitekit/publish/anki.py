"""All cards as a package for Anki, https://apps.ankiweb.net."""

import hashlib
import io
import itertools
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import genanki
from markupsafe import Markup

from sitekit.publish.archive import DATE
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.scan.model import Page
from sitekit.weave.aids import Flashcard, all_cards
from sitekit.weave.html import inline_html, link

# Anki knows decks, kinds of notes and notes by these: never change one of them.
MODEL = 1_746_204_331
GUIDE = "tensorflow-study-guide"
STYLE = """\
.card { font-family: system-ui, sans-serif; font-size: 20px; text-align: center; }
code, pre { font-family: ui-monospace, monospace; }
pre { display: inline-block; text-align: left; }
.page { font-size: 14px; }
"""
TEMPLATE = {
    "name": "Card",
    "qfmt": "{{Front}}",
    "afmt": '{{FrontSide}}<hr id="answer">{{Back}}<p class="page">{{Page}}</p>',
}


def package(library: Library, name: str, site: str) -> bytes:
    """The package: a deck for each page that has cards.

    The same records give the same bytes. A note keeps its id when its text
    changes, so that an update leaves what has been learnt as it is.

    Args:
        library: All pages with their records.
        name: The name of the guide.
        site: The site's absolute address.
    """
    fields = [{"name": field} for field in ("Front", "Back", "Page")]
    model = genanki.Model(MODEL, name, fields=fields, templates=[TEMPLATE], css=STYLE)
    decks, newest = [], 0.0
    for page, cards in all_cards(library):
        made = genanki.Deck(_number(page.name), f"{name}::{page.title}")
        for card in cards:
            made.add_note(_note(model, page, card, site))
        decks.append(made)
        newest = max(newest, library.record(page).body.started)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        connection = sqlite3.connect(file)
        # Anki takes over what is newer than what it has.
        numbers = itertools.count(int(newest * 1000))
        genanki.Package(decks).write_to_db(connection.cursor(), newest, numbers)
        connection.commit()
        connection.close()
        data = file.read_bytes()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("collection.anki2", DATE), data)
        archive.writestr(zipfile.ZipInfo("media", DATE), "{}")
    return written.getvalue()


def _note(model: genanki.Model, page: Page, card: Flashcard, site: str) -> genanki.Note:
    front, back = inline_html(card.front), inline_html(card.back)
    if card.code:
        front += Markup("<br><code>{}</code>").format(card.code)
        back = Markup("<pre>{}</pre>").format(card.given) + back
    fields = front, back, link(site + url(page), page.title)
    return genanki.Note(
        model=model,
        # In brackets Anki would look for a sound, or for LaTeX.
        fields=[str(field).replace("[", "&#91;") for field in fields],
        guid=genanki.guid_for(GUIDE, card.name),
    )


def _number(name: str) -> int:
    """A number of a deck, always the same for a page."""
    digest = hashlib.sha256(f"{GUIDE}/{name}".encode()).digest()
    return int.from_bytes(digest[:4], "big") | 1 << 30
