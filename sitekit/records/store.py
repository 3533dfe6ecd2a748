"""Records: what a page's passing run produced, keyed by all that it rests on."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from sitekit.checkout import sealed
from sitekit.checkout.settings import Settings
from sitekit.records.key import SCHEMA, record_key
from sitekit.scan.model import Page

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
    body: dict[str, Any]
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
    body = json.loads(files.pop("record.json"))
    if body.get("key") != wanted or len(body["blocks"]) != len(page.blocks):
        return None
    if sorted(body["assets"]) != sorted(files):
        return None
    if not preview and any(
        output["type"] == "missing"
        for block in body["blocks"]
        for output in block["outputs"]
    ):
        return None
    return Record(wanted, body, files)


def write_record(
    settings: Settings, wanted: str, body: dict[str, Any], assets: dict[str, bytes]
) -> Record:
    """Writes the record of a page that passed: whole, or not at all.

    Args:
        settings: The checkout's settings.
        wanted: The page's key, computed before it ran.
        body: What is recorded.
        assets: Files that belong to it, by name.

    Raises:
        OSError: It could not be written; what was there before is untouched.
    """
    body = {**body, "schema": SCHEMA, "key": wanted, "assets": sorted(assets)}
    files = {"record.json": json.dumps(body).encode(), **assets}
    sealed.write(settings.records / f"{wanted}.zip", files)
    return Record(wanted, body, assets)


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
