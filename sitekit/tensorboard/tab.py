"""One dashboard in a tab of its own: opened, brought to rest, photographed.

A picture counts only when its dashboard is drawn, the network is quiet and three
takes in a row are the same to the byte.
"""

import asyncio
import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sitekit.tensorboard.dashboards import WIDTH, Kind
from sitekit.tensorboard.pictures import (
    SCALE,
    NothingThere,
    PhotographFailed,
    Picture,
    develop,
)

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page

PICTURE_SECONDS = 300.0
EMPTY_SECONDS = 20.0  # of a quiet network, after which nothing more is drawn
TAKES, BETWEEN_SECONDS = 3, 0.25  # equal takes, and the time between two


@dataclass(frozen=True)
class Shot:
    """One dashboard to photograph, in light and dark.

    Attributes:
        address: The dashboard's whole address.
        kind: What to expect of it.
        height: The window's height in CSS pixels.
        tags: The tags asked for, as a regular expression: their charts are not empty.
        crop: "", "main", or x, y, width and height in CSS pixels.
        step: The name of what has to be done first in `camera.js`; "" for nothing.
        settings: What that step is told.
    """

    address: str
    kind: Kind
    height: int
    tags: str = ""
    crop: str = ""
    step: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)


class Tab:
    """A tab with one dashboard in it."""

    session: "CDPSession"

    def __init__(self, page: "Page", shot: Shot) -> None:
        self.page = page
        self.shot = shot
        self.under_way: set[Any] = set()
        self.broken: list[str] = []
        self.deadline = time.monotonic() + PICTURE_SECONDS - 5
        self.server = shot.address.split("?")[0]
        expected = shot.kind
        self.ready = {
            "ready": expected.ready,
            "text": expected.text,
            "chart": expected.chart,
            "tags": shot.tags,
        }

    async def open(self) -> None:
        """Loads the dashboard, and does what its picture needs."""
        page = self.page
        page.on("request", self._asked)
        page.on("requestfinished", self._finished)
        page.on("requestfailed", self._failed)
        page.on("crash", lambda _: self.broken.append("the tab crashed"))
        page.on("close", lambda _: self.broken.append("the browser closed"))
        page.on("response", self._answered)
        self.session = await page.context.new_cdp_session(page)
        await self.session.send("Animation.enable")
        await self.session.send("Animation.setPlaybackRate", {"playbackRate": 100})
        size = {"width": WIDTH, "height": self.shot.height}
        scale = {"deviceScaleFactor": SCALE, "mobile": False}
        await self.session.send("Emulation.setDeviceMetricsOverride", size | scale)
        await page.goto(self.shot.address, wait_until="commit")
        if self.shot.step == "projector":
            await self.drawn()
        if self.shot.step:
            await page.wait_for_load_state("load")
            await self.step()

    async def darken(self) -> None:
        """Switches to the dark theme."""
        await self.page.evaluate("studyGuide.darken()")

    async def step(self) -> None:
        """Does what a dashboard needs before its picture.

        Raises:
            NothingThere: The dashboard has not what was asked for.
        """
        said = await self.page.evaluate(
            "([name, settings]) => studyGuide.steps[name](settings)",
            [self.shot.step, self.shot.settings],
        )
        if said:
            raise NothingThere(said)

    def _asked(self, request: Any) -> None:
        self.under_way.add(request)

    def _finished(self, request: Any) -> None:
        self.under_way.discard(request)

    def _failed(self, request: Any) -> None:
        self.under_way.discard(request)
        if request.url.startswith(self.server) and "ERR_ABORTED" not in (
            request.failure or ""
        ):
            self.broken.append(f"{request.url} was not answered: {request.failure}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.url} was answered by {response.status}")

    async def drawn(self) -> bool:
        """Waits until nothing is missing; returns whether it had to wait.

        Raises:
            NothingThere: Nothing more is going to be drawn.
            PhotographFailed: What is missing does not come.
        """
        missing, since, waited = "", time.monotonic(), False
        while True:
            before = missing
            missing, empty = await self._unfinished()
            now = time.monotonic()
            if self.broken:
                raise PhotographFailed("; ".join(self.broken))
            if not missing:
                return waited
            if missing != before:
                since = now
            if empty and now > since + EMPTY_SECONDS:
                raise NothingThere(missing)
            if now > self.deadline:
                raise PhotographFailed(missing)
            waited = True
            await asyncio.sleep(BETWEEN_SECONDS)

    async def settle(self) -> Picture:
        """Waits for the dashboard to come to rest, and takes its picture.

        Raises:
            NothingThere: It has not what was asked for.
            PhotographFailed: It does not come to rest, or is blank.
        """
        last, equal = b"", 0
        while equal < TAKES or await self.drawn():
            if time.monotonic() > self.deadline:
                raise PhotographFailed("it keeps changing")
            if await self.drawn():
                equal = 0
            shown = await self._take()
            equal = equal + 1 if shown == last else 1
            last = shown
            await asyncio.sleep(BETWEEN_SECONDS)
        return await self._finish(last)

    async def _take(self) -> bytes:
        """A screenshot, packed in haste: most are only compared."""
        wanted = {"format": "png", "optimizeForSpeed": True}
        taken = await self.session.send("Page.captureScreenshot", wanted)
        return base64.b64decode(taken["data"])

    async def _unfinished(self) -> tuple[str, bool]:
        """What is still missing, and whether it counts as absent before long."""
        if self.under_way:
            return f"{next(iter(self.under_way)).url} is not answered", False
        what, empty = await self.page.evaluate(
            "ready => window.studyGuide?.missing(ready) ?? ['it is empty', false]",
            self.ready,
        )
        return what, empty

    async def _finish(self, png: bytes) -> Picture:
        """Cuts a picture to size, checks that it is one, and packs it."""
        box = await self._box()
        lossless = self.shot.kind.lossless
        return await asyncio.to_thread(develop, png, box, lossless)

    async def _box(self) -> tuple[int, int, int, int]:
        shot = self.shot
        if not shot.crop:
            return 0, 0, WIDTH, shot.height
        if shot.crop == "main":
            found = await self.page.evaluate(
                "selector => studyGuide.box(selector)", shot.kind.main
            )
            if not found:
                raise PhotographFailed(f"there is no {shot.kind.main} to crop to")
            x, y, width, height = (
                round(found[key]) for key in ("x", "y", "width", "height")
            )
        else:
            x, y, width, height = map(int, shot.crop.split())
        right, bottom = min(x + width, WIDTH), min(y + height, shot.height)
        if right <= x or bottom <= y:
            what = f'crop="{shot.crop}" is outside the window, {WIDTH}×{shot.height}'
            raise NothingThere(what)
        return x, y, right, bottom
