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

from sitekit.checkout import Problem, sealed
from sitekit.checkout.settings import Settings
from sitekit.checkout.sources import Excerpt
from sitekit.tensorboard import browser, camera, freeze
from sitekit.tensorboard.dashboards import HEIGHT, Dashboard
from sitekit.tensorboard.exposures import Exposure, expose
from sitekit.tensorboard.pictures import NothingThere
from sitekit.tensorboard.recording import NotFrozen
from sitekit.tensorboard.server import ServerFailed, serving
from sitekit.tensorboard.tab import Shot

THEMES = ("light", "dark")
KEPT_SECONDS = 14 * 24 * 3600.0
HERE = Path(__file__).parent
Files = dict[str, bytes]
_one_browser = threading.Lock()


@dataclass(frozen=True)
class Developed:
    """The pictures of a block.

    Attributes:
        light: The name of the file with the light one.
        dark: The name of the file with the dark one.
        width: Their width in CSS pixels.
        height: Their height in CSS pixels.
        frozen: The digest of the frozen log behind them; "" where there is none.
        files: The files that belong to them, by name.
    """

    light: str
    dark: str
    width: int
    height: int
    frozen: str
    files: Files


# What comes of an exposure: pictures, or why there are none.
Outcome = Developed | Problem | OSError | browser.NoBrowser


class NotDeveloped(OSError):
    """The machine, not the page, is why there is no picture."""


def develop(
    settings: Settings, exposures: Sequence[Exposure], fresh: bool = False
) -> dict[int, Outcome]:
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
        return {each.excerpt.number: failed for each in exposures}
    return {each.excerpt.number: _developed(each, done) for each in exposures}


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
    dashboard = exposure.dashboard
    versions = {"tensorboard": importlib.metadata.version("tensorboard")}
    log = [exposure.log.digest, dashboard.logdir, versions]
    taken = [
        *log,
        dict(dashboard.options),
        browser.version(),
        browser.FLAGS,
        _photographer(),
    ]
    found = [Wanted("pictures", _key("pictures", taken), exposure)]
    if dashboard.is_frozen:
        key = _key("frozen", [*log, _photographer()])
        found.append(Wanted("frozen", key, exposure))
    return found


def _key(kind: str, parts: list[Any]) -> str:
    text = json.dumps([kind, parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@functools.cache
def _photographer() -> str:
    """A digest of this room: another photographer, another picture."""
    files = sorted(file for file in HERE.iterdir() if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _make(missing: Sequence[Wanted]) -> dict[str, Files | Problem | OSError]:
    """Starts a server for each log, and makes what is missing."""
    logs = {_log(one): one.exposure for one in missing}
    with contextlib.ExitStack() as stack, ThreadPoolExecutor() as pool:
        servers = [
            serving(exposure.folder, exposure.dashboard.logdir)
            for exposure in logs.values()
        ]
        started = pool.map(stack.enter_context, servers)
        addresses = dict(zip(logs, started, strict=True))
        made: dict[str, Files | Problem | OSError] = {}
        for one in missing:
            if one.kind == "frozen":
                title = f"TensorBoard: {one.exposure.dashboard.logdir}"
                digest, files = freeze.freeze(addresses[_log(one)], title)
                made[one.key] = {"digest": digest.encode(), **files}
        pictures = [one for one in missing if one.kind == "pictures"]
        shots = [_shot(one.exposure, addresses[_log(one)]) for one in pictures]
        taken = camera.take(shots) if shots else []
        for one, result in zip(pictures, taken, strict=True):
            made[one.key] = _packed(one.exposure, result)
    return made


def _log(one: Wanted) -> tuple[str, str]:
    return one.exposure.log.digest, one.exposure.dashboard.logdir


def _shot(exposure: Exposure, server: str) -> Shot:
    dashboard, options = exposure.dashboard, exposure.dashboard.options
    return Shot(
        server + dashboard.address,
        dashboard.kind,
        int(options.get("height", HEIGHT)),
        options.get("tags", ""),
        options.get("crop", ""),
        dashboard.name if exposure.settings else "",
        exposure.settings,
    )


def _packed(
    exposure: Exposure, taken: camera.Pictures | Exception
) -> Files | Problem | OSError:
    """The two pictures of a block as files, or why there are none."""
    name = exposure.dashboard.name
    if isinstance(taken, NothingThere):
        what = f"no picture of {name}: {taken}"
        repair = f"correct the options; {exposure.log.holds(name)}"
        return exposure.excerpt.problem(what, repair)
    if isinstance(taken, Exception):
        return NotDeveloped(f"no picture of {name}: {taken}")
    light, dark = taken
    size = json.dumps({"width": light.width, "height": light.height})
    return {"light": light.data, "dark": dark.data, "size": size.encode()}


def _developed(
    exposure: Exposure, done: dict[str, Files | Problem | OSError]
) -> Developed | Problem | OSError:
    """The pictures of a block, with the log that is frozen behind them."""
    made: dict[str, Files] = {}
    for one in _wanted(exposure):
        files = done[one.key]
        if not isinstance(files, dict):
            return files
        made[one.kind] = files
    taken, frozen = made["pictures"], dict(made.get("frozen", {}))
    digest = hashlib.sha256(taken["light"] + taken["dark"]).hexdigest()[:12]
    stem = f"{exposure.dashboard.name}-{exposure.excerpt.number}-{digest}"
    light, dark = (f"{stem}-{theme}.webp" for theme in THEMES)
    return Developed(
        light,
        dark,
        **json.loads(taken["size"]),
        frozen=frozen.pop("digest", b"").decode(),
        files={light: taken["light"], dark: taken["dark"], **frozen},
    )


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

    def expose(
        self, excerpt: Excerpt, dashboard: Dashboard, directory: Path, folder: Path
    ) -> Exposure:
        """Keeps the log of a block as it stands."""
        return expose(excerpt, dashboard, directory, folder)

    def develop(self, exposures: Sequence[Exposure]) -> dict[int, Outcome]:
        """Takes the pictures of a page."""
        try:
            browser.find()
        except browser.NoBrowser as error:
            if self.preview:
                return {e.excerpt.number: _missing(e, error) for e in exposures}
        return develop(self.settings, exposures, self.fresh)


def _missing(exposure: Exposure, error: browser.NoBrowser) -> browser.NoBrowser:
    """What a preview says in place of a picture."""
    place = f"{exposure.excerpt.page}:{exposure.excerpt.line}"
    what = f"{place}: the picture of {exposure.dashboard.name} is missing: {error}"
    print(what, flush=True)
    return browser.NoBrowser(what)
