"""Records: what a page's passing run produced, keyed by all that it rests on."""

import hashlib
import json
import time
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitekit import aids, sealed
from sitekit.page import Page
from sitekit.settings import Environment, Settings, platform_name

SCHEMA = 1
KEPT_SECONDS = 14 * 24 * 3600.0
RECORDING = (
    "worker/*.py",
    "aids/*.py",
    "engine.py",
    "page_run.py",
    "verdict.py",
    "tensorboard/*.py",
    "tensorboard/camera.js",
    "tensorboard/looks.js",
    "processes.py",
    "terminal.py",
)


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


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=1)
def _recorder() -> str:
    """A digest of the code that records: another recorder, another record."""
    here = Path(__file__).parent
    files = sorted(file for pattern in RECORDING for file in here.glob(pattern))
    return _sha256(b"".join(file.read_bytes() for file in files))


def fingerprint(settings: Settings, environment: Environment) -> dict[str, str]:
    """What identifies an environment: its lock, its Python, the platform."""
    lock = settings.root / environment.lock
    return {
        "lock": _sha256(lock.read_bytes()) if lock.is_file() else "",
        "python": environment.python,
        "platform": platform_name(),
        "variables": repr(environment.variables),
        "preload": repr(environment.preload),
    }


def key(settings: Settings, page: Page) -> str:
    """The key of a page: a digest of all that its outputs rest on.

    It covers every resolved block with its options and the files of its exercise,
    the inline values, the data files, the environments and the recorder. It does
    not cover prose.
    """
    names = {page.environment, *(block.environment for block in page.blocks)}
    data = sorted({name for block in page.blocks for name in block.options.data})
    parts = {
        "schema": SCHEMA,
        "recorder": _recorder(),
        "page": page.path,
        "blocks": [
            [
                block.code,
                block.environment,
                _run_options(block.options),
                sorted(aids.files(settings.root, block).items()),
            ]
            for block in page.blocks
        ],
        "values": [[value.expression, value.after] for value in page.values],
        "data": [
            [name, _sha256((settings.root / "snippets" / name).read_bytes())]
            for name in data
        ],
        "environments": {
            name: fingerprint(settings, settings.environments[name])
            for name in sorted(names)
        },
    }
    return _sha256(json.dumps(parts, sort_keys=True).encode())[:32]


def _run_options(options: Any) -> list[Any]:
    """The options that bear on a run; the others only change the look."""
    return [
        options.kind,
        options.language,
        options.raises,
        options.timeout,
        options.data,
        options.server,
        options.exit,
        sorted(options.extra.items()),
        bool(options.alt),  # a picture without one does not pass
    ]


def find(settings: Settings, page: Page, preview: bool = False) -> Record | None:
    """The valid record of a page; a damaged one counts as absent.

    Args:
        settings: The checkout's settings.
        page: The page.
        preview: Whether one will do in which pictures are missing.
    """
    wanted = key(settings, page)
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


def write(
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


def forget(settings: Settings, wanted: str) -> None:
    """Deletes the record under a key whose run did not pass."""
    (settings.records / f"{wanted}.zip").unlink(missing_ok=True)


def prune(settings: Settings, pages: list[Page]) -> int:
    """Deletes old records that no page uses; returns how many."""
    current = {f"{key(settings, page)}.zip" for page in pages}
    oldest = time.time() - KEPT_SECONDS
    deleted = 0
    for file in settings.records.glob("*"):
        if file.name not in current and file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
            deleted += 1
    return deleted
