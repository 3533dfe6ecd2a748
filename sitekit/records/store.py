"""Records: what a page's passing run produced, keyed by all that it rests on."""

import time
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
    if len(body.blocks) != len(page.blocks) or sorted(body.assets) != sorted(files):
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
    (settings.records / f"{wanted}.zip").unlink(missing_ok=True)


def prune_records(settings: Settings, pages: list[Page]) -> int:
    """Deletes old records that no page uses; returns how many."""
    current = {f"{record_key(settings, page)}.zip" for page in pages}
    oldest = time.time() - KEPT_SECONDS
    deleted = 0
    for file in settings.records.glob("*"):
        if file.name not in current and file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
            deleted += 1
    return deleted
