"""Photographs TensorBoard's dashboards, in light and dark, from a page's events.

A block is *exposed* when its turn comes: its log is copied as it stands. The
pictures of a page are *developed* together, when all its blocks have passed.
"""

import contextlib
import functools
import hashlib
import importlib.metadata
import json
import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitekit.checkout import sealed
from sitekit.checkout.problems import Problem
from sitekit.checkout.settings import Settings
from sitekit.scan.model import Block
from sitekit.tensorboard import browser, camera, freeze
from sitekit.tensorboard.dashboards import DASHBOARDS, HEIGHT, address
from sitekit.tensorboard.exposures import Exposure, expose
from sitekit.tensorboard.pictures import NothingThere
from sitekit.tensorboard.recording import NotFrozen
from sitekit.tensorboard.server import ServerFailed, serving
from sitekit.tensorboard.tab import Shot

THEMES = ("light", "dark")
KEPT_SECONDS = 14 * 24 * 3600.0
# What a picture rests on, besides its log: another photographer, another picture.
HERE = Path(__file__).parent
CODE = (
    "camera.js",
    "camera.py",
    "dashboards.py",
    "events.py",
    "exposures.py",
    "looks.js",
    "pictures.py",
    "server.py",
    "tab.py",
)
Files = dict[str, bytes]
Developed = tuple[dict[str, Any], Files]
_one_browser = threading.Lock()


class NotDeveloped(OSError):
    """The machine, not the page, is why there is no picture."""


def develop(
    settings: Settings, exposures: Sequence[Exposure], fresh: bool = False
) -> dict[int, Developed | Problem | OSError]:
    """Takes the pictures of a page, in light and dark; freezes its logs.

    Args:
        settings: The checkout's settings.
        exposures: The page's exposed blocks.
        fresh: Whether to take them again where they are in the cache.

    Returns:
        For each block's number the output for the record with the files that
        belong to it, or why there is none.
    """
    folder = settings.root / ".cache" / "photographs"
    try:
        wanted = {one.key: one for each in exposures for one in _wanted(each)}
        done: dict[str, Files | Problem | OSError] = {}
        for key in wanted:
            found = None if fresh else sealed.read(folder / f"{key}.zip")
            if found is not None:
                os.utime(folder / f"{key}.zip")
                done[key] = found
        missing = [one for key, one in wanted.items() if key not in done]
        if missing:
            with _one_browser:
                made = _make(missing)
            for key, result in made.items():
                if isinstance(result, dict):
                    sealed.write(folder / f"{key}.zip", result)
            prune(folder)
            done.update(made)
    except (ServerFailed, NotFrozen, browser.NoBrowser) as error:
        failed = NotDeveloped(f"no pictures: {error}")
        return {each.block.number: failed for each in exposures}
    return {each.block.number: _developed(each, done) for each in exposures}


@dataclass(frozen=True)
class Wanted:
    """Something to make: the two pictures of a block, or a frozen log.

    Attributes:
        kind: "pictures" or "frozen".
        key: All that it rests on, as a digest.
        exposure: The block and its log.
    """

    kind: str
    key: str
    exposure: Exposure


def _wanted(exposure: Exposure) -> list[Wanted]:
    """What a block needs."""
    options = exposure.options
    frozen = options.pop("frozen", None)
    versions = {"tensorboard": importlib.metadata.version("tensorboard")}
    log = [exposure.log.digest, options["logdir"], versions]
    taken = [*log, options, browser.version(), browser.FLAGS, _digest(CODE)]
    found = [Wanted("pictures", _key("pictures", taken), exposure)]
    if frozen is not None:
        code = _digest(("server.py", "events.py", "freeze.py", "recording.py"))
        found.append(Wanted("frozen", _key("frozen", [*log, code]), exposure))
    return found


def _key(kind: str, parts: list[Any]) -> str:
    text = json.dumps([kind, parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@functools.cache
def _digest(names: tuple[str, ...]) -> str:
    data = b"".join((HERE / name).read_bytes() for name in names)
    return hashlib.sha256(data).hexdigest()


def _make(missing: Sequence[Wanted]) -> dict[str, Files | Problem | OSError]:
    """Starts a server for each log, and makes what is missing."""
    logs = {_log(one): one.exposure for one in missing}
    with contextlib.ExitStack() as stack, ThreadPoolExecutor() as pool:
        servers = [
            serving(exposure.folder, exposure.options["logdir"])
            for exposure in logs.values()
        ]
        started = pool.map(stack.enter_context, servers)
        addresses = dict(zip(logs, started, strict=True))
        made: dict[str, Files | Problem | OSError] = {}
        for one in missing:
            if one.kind == "frozen":
                title = f"TensorBoard: {one.exposure.options['logdir']}"
                digest, files = freeze.freeze(addresses[_log(one)], title)
                made[one.key] = {"digest": digest.encode(), **files}
        pictures = [one for one in missing if one.kind == "pictures"]
        shots = [_shot(one.exposure, addresses[_log(one)]) for one in pictures]
        taken = camera.take(shots) if shots else []
        for one, result in zip(pictures, taken, strict=True):
            made[one.key] = _packed(one.exposure, result)
    return made


def _log(one: Wanted) -> tuple[str, str]:
    return one.exposure.log.digest, one.exposure.options["logdir"]


def _shot(exposure: Exposure, server: str) -> Shot:
    options = exposure.options
    name = options["dashboard"]
    return Shot(
        server + address(options),
        DASHBOARDS[name],
        int(options.get("height", HEIGHT)),
        options.get("tags", ""),
        options.get("crop", ""),
        name if exposure.settings else "",
        exposure.settings,
    )


def _packed(
    exposure: Exposure, taken: camera.Pictures | Exception
) -> Files | Problem | OSError:
    """The two pictures of a block as files, or why there are none."""
    name = exposure.options["dashboard"]
    block = exposure.block
    if isinstance(taken, NothingThere):
        what = f"no picture of {name}: {taken}"
        repair = f"mend the options; {exposure.log.holds(name)}"
        return Problem(block.page, block.line, what, repair)
    if isinstance(taken, Exception):
        return NotDeveloped(f"no picture of {name}: {taken}")
    light, dark = taken
    size = json.dumps({"width": light.width, "height": light.height})
    return {"light": light.data, "dark": dark.data, "size": size.encode()}


def _developed(
    exposure: Exposure, done: dict[str, Files | Problem | OSError]
) -> Developed | Problem | OSError:
    """The output for the record, and the files that belong to it."""
    output: dict[str, Any] = {"type": "photograph"}
    assets: Files = {}
    for one in _wanted(exposure):
        files = done[one.key]
        if not isinstance(files, dict):
            return files
        if one.kind == "frozen":
            output["frozen"] = files["digest"].decode()
            assets |= {name: data for name, data in files.items() if name != "digest"}
            continue
        digest = hashlib.sha256(files["light"] + files["dark"]).hexdigest()[:12]
        name = exposure.options["dashboard"]
        for theme in THEMES:
            output[theme] = f"{name}-{exposure.block.number}-{digest}-{theme}.webp"
            assets[output[theme]] = files[theme]
        output |= json.loads(files["size"])
    return output, assets


def prune(folder: Path) -> None:
    """Deletes pictures that no page asked for in a long time."""
    oldest = time.time() - KEPT_SECONDS
    for file in folder.glob("*"):
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


@dataclass(frozen=True)
class Photographer:
    """Takes the pictures of pages, for the engine.

    Attributes:
        settings: The checkout's settings.
        fresh: Whether to take again what is in the cache.
        preview: Whether a note may stand for a picture where there is no browser.
    """

    settings: Settings
    fresh: bool = False
    preview: bool = False

    def expose(self, block: Block, directory: Path, folder: Path) -> Exposure:
        """Keeps the log of a block as it stands."""
        return expose(block, directory, folder)

    def develop(
        self, exposures: Sequence[Exposure]
    ) -> dict[int, Developed | Problem | OSError]:
        """Takes the pictures of a page."""
        try:
            browser.find()
        except browser.NoBrowser as error:
            if self.preview:
                return {each.block.number: _note(each, error) for each in exposures}
        return develop(self.settings, exposures, self.fresh)


def _note(exposure: Exposure, error: browser.NoBrowser) -> Developed:
    """What a preview shows in place of a picture."""
    block = exposure.block
    what = f"{block.page}:{block.line}: the picture of {exposure.options['dashboard']}"
    print(f"{what} is missing: {error}", flush=True)
    return {"type": "missing", "text": f"{what} is missing: {error}"}, {}
