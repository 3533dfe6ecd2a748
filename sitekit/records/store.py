"""Records: what a page's passing run produced, keyed by all that it rests on."""

import time
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from sitekit.checkout import sealed
from sitekit.checkout.settings import Settings
from sitekit.records.key import SCHEMA, record_key
from sitekit.records.outputs import Body, Missing
from sitekit.scan.model import Page

NAME = "record.json"
KEPT_SECONDS = 14 * 24 * 3600.0


@dataclass(frozen=True)
class Record:
    """What a page showed when it passed.

    Attributes:
        key: The key that it was found under.
        body: Environment, versions, time, and the outputs of every block.
        assets: Files that belong to it, by name.
    """

    key: str
    body: Body
    assets: dict[str, bytes] = field(default_factory=dict)


def find_record(settings: Settings, page: Page, preview: bool = False) -> Record | None:
    """The valid record of a page; a damaged one counts as absent.

    Args:
        settings: The checkout's settings.
        page: The page.
        preview: Whether one will do in which pictures are missing.
    """
    wanted = record_key(settings, page)
    files = sealed.read(settings.records / f"{wanted}.zip")
    if files is None:
        return None
    try:
        body = msgspec.json.decode(files.pop(NAME, b""), type=Body)
    except msgspec.DecodeError:  # by another schema
        return None
    if (body.schema, body.key) != (SCHEMA, wanted):
        return None
    if len(body.blocks) != len(page.blocks) or len(body.values) != len(page.values):
        return None
    if sorted(body.assets) != sorted(files):
        return None
    outputs = (output for entry in body.blocks for output in entry.outputs)
    if not preview and any(isinstance(output, Missing) for output in outputs):
        return None
    return Record(wanted, body, files)


def write_record(settings: Settings, body: Body, assets: dict[str, bytes]) -> Record:
    """Writes the record of a page that passed: whole, or not at all.

    Args:
        settings: The checkout's settings.
        body: What is recorded, with the page's key from before it ran.
        assets: Files that belong to it, by name.

    Raises:
        OSError: It could not be written; what was there before is untouched.
    """
    body = msgspec.structs.replace(body, assets=tuple(sorted(assets)))
    files = {NAME: msgspec.json.encode(body), **assets}
    sealed.write(settings.records / f"{body.key}.zip", files)
    return Record(body.key, body, assets)


def forget_record(settings: Settings, wanted: str) -> None:
    """Deletes the record under a key whose run did not pass."""
    sealed.delete(settings.records / f"{wanted}.zip")


def prune_records(settings: Settings, pages: list[Page]) -> int:
    """Deletes old records that no page uses; returns how many."""
    current = {f"{record_key(settings, page)}.zip" for page in pages}
    oldest = time.time() - KEPT_SECONDS
    deleted = 0
    for file in settings.records.glob("*"):
        with suppress(FileNotFoundError):  # another run was quicker
            if file.name not in current and file.lstat().st_mtime < oldest:
                sealed.delete(file)
                deleted += 1
    return deleted
