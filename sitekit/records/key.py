"""The key of a record: a digest of all that a page's outputs rest on."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from sitekit.aids.exercises import Exercise
from sitekit.checkout.settings import Environment, Settings, platform_name
from sitekit.scan.model import Page
from sitekit.scan.options import Content, Options
from sitekit.tensorboard.dashboards import Dashboard

SCHEMA = 2
# The rooms whose code decides what is recorded: what only renders is in others.
RECORDING = ("aids", "run", "tensorboard", "worker")
CODE = (".js", ".py")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=1)
def _recorder() -> str:
    """A digest of the code that records: another recorder, another record."""
    house = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for room in RECORDING:
        # What lies deeper, as TensorBoard's frozen front end, is for the site.
        for file in sorted((house / room).iterdir()):
            if file.suffix in CODE:
                digest.update(f"{room}/{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()


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
                block.language,
                block.environment,
                _run_options(block.options),
                _content(block.content),
            ]
            for block in page.blocks
        ],
        "values": [[value.expression, value.after] for value in page.values],
        "claims": [[one.holds, one.after, one.of_figure] for one in page.claims],
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


def _content(content: Content) -> object:
    """What bears on a run of what a block's text stands for; the text is the code."""
    if isinstance(content, Exercise):
        return dict(content.files)
    if isinstance(content, Dashboard):
        return [dict(content.options), content.is_frozen]
    return None


def _run_options(options: Options) -> list[object]:
    """The options that bear on a run; the others only change the look."""
    return [
        options.kind,
        options.raises,
        options.timeout,
        options.data,
        options.server,
        options.exit,
        bool(options.alt),  # a picture without one does not pass
    ]
