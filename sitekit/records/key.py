"""The key of a record: a digest of all that a page's outputs rest on."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitekit import aids
from sitekit.checkout.settings import Environment, Settings, platform_name
from sitekit.scan.model import Page

SCHEMA = 1
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


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=1)
def _recorder() -> str:
    """A digest of the code that records: another recorder, another record."""
    here = Path(__file__).parents[1]
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


def record_key(settings: Settings, page: Page) -> str:
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
