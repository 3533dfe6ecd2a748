"""One dashboard in a tab of its own: opened, brought to rest, photographed.

A picture counts only when its dashboard is drawn, the network is quiet and three
takes in a row are the same to the byte.
"""

import asyncio
import io
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image

from sitekit.tensorboard.dashboards import WIDTH, Dashboard

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page

SCALE = 2
PICTURE_SECONDS = 120.0
EMPTY_SECONDS = 20.0  # of a quiet network, after which nothing more is drawn
TAKES, BETWEEN = 3, 0.25  # equal takes, and the seconds between them
FEWEST_COLOURS = 24  # a dashboard with text in it has hundreds
QUALITY = 85


class PhotographFailed(Exception):
    """TensorBoard or the browser did not come to a finished picture."""


class NothingThere(Exception):
    """A dashboard says that it has not what was asked for."""


@dataclass(frozen=True)
class Shot:
    """One picture to take.

    Attributes:
        address: The dashboard's whole address.
        dashboard: What to expect of it.
        theme: "light" or "dark".
        height: The window's height in CSS pixels.
        crop: "", "main", or x, y, width and height in CSS pixels.
        step: The name of what has to be done first in `camera.js`; "" for nothing.
        settings: What that step is told.
    """

    address: str
    dashboard: Dashboard
    theme: str
    height: int
    crop: str = ""
    step: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """A finished picture.

    Attributes:
        data: A WebP file.
        width: Its width in CSS pixels.
        height: Its height in CSS pixels.
    """

    data: bytes
    width: int
    height: int


class Tab:
    """A tab with one dashboard in it."""

    def __init__(self, page: "Page", shot: Shot) -> None:
        self.page = page
        self.shot = shot
        self.under_way: set[Any] = set()
        self.broken: list[str] = []
        origin = shot.address.split("/?")[0]
        self.ours = (origin + "/", "data:", "blob:", "about:")
        expected = shot.dashboard
        self.ready = {
            "ready": expected.ready,
            "text": expected.text,
            "chart": expected.chart,
        }

    async def open(self, context: "BrowserContext") -> None:
        """Loads the dashboard, and does what its picture needs."""
        page = self.page
        # Nothing but TensorBoard is asked for anything.
        await context.route(
            lambda url: not url.startswith(self.ours), lambda route: route.abort()
        )
        page.on("request", self._asked)
        page.on("requestfinished", self._finished)
        page.on("requestfailed", self._failed)
        page.on("crash", lambda _: self.broken.append("the tab crashed"))
        page.on("response", self._answered)
        await page.goto(self.shot.address, wait_until="commit")
        if not self.shot.step or self.shot.step == "projector":
            return
        await page.wait_for_load_state("load")
        await self.step()

    async def step(self) -> None:
        """Does what a dashboard needs before its picture."""
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
        if request.url.startswith(self.ours[0]) and "ERR_ABORTED" not in (
            request.failure or ""
        ):
            self.broken.append(f"{request.url} was not answered: {request.failure}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.url} was answered by {response.status}")

    async def settle(self) -> Picture:
        """Waits for the dashboard to come to rest, and takes its picture.

        Raises:
            PhotographFailed: It does not, or what it shows is empty.
        """
        session = await self.page.context.new_cdp_session(self.page)
        await session.send("Animation.enable")
        await session.send("Animation.setPlaybackRate", {"playbackRate": 100})
        deadline = time.monotonic() + PICTURE_SECONDS - 5
        last, equal = b"", 0
        stepped = self.shot.step != "projector"
        why, since = "", time.monotonic()
        while time.monotonic() < deadline and not self.broken:
            before = why
            why, empty = await self._unfinished()
            if why and why != before:
                since = time.monotonic()
            if empty and time.monotonic() > since + EMPTY_SECONDS:
                raise NothingThere(why)
            if not why and not stepped:
                await self.step()
                stepped = True
            if why:
                equal = 0
                await asyncio.sleep(BETWEEN)
                continue
            shown = await self.page.screenshot()
            equal = equal + 1 if shown == last else 1
            last = shown
            if equal == TAKES and not (await self._unfinished())[0]:
                return await self._finish(shown)
            await asyncio.sleep(BETWEEN)
        raise PhotographFailed("; ".join(self.broken) or why or "it keeps changing")

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
        lossless = self.shot.dashboard.lossless
        return await asyncio.to_thread(develop, png, box, lossless)

    async def _box(self) -> tuple[int, int, int, int]:
        shot = self.shot
        if not shot.crop:
            return 0, 0, WIDTH, shot.height
        if shot.crop == "main":
            found = await self.page.evaluate(
                "selector => studyGuide.box(selector)", shot.dashboard.main
            )
            if not found:
                raise PhotographFailed(f"there is no {shot.dashboard.main} to crop to")
            x, y, width, height = (
                round(found[key]) for key in ("x", "y", "width", "height")
            )
        else:
            x, y, width, height = map(int, shot.crop.split())
        right, bottom = min(x + width, WIDTH), min(y + height, shot.height)
        if right <= x or bottom <= y:
            what = f'crop="{shot.crop}" is outside of the window, {WIDTH}×{shot.height}'
            raise NothingThere(what)
        return x, y, right, bottom


def develop(png: bytes, box: tuple[int, int, int, int], lossless: bool) -> Picture:
    """Cuts a screenshot, and packs it as WebP.

    Raises:
        PhotographFailed: It is blank.
    """
    x, y, right, bottom = (SCALE * side for side in box)
    image = Image.open(io.BytesIO(png)).convert("RGB").crop((x, y, right, bottom))
    if image.getcolors(FEWEST_COLOURS) is not None:
        raise PhotographFailed("it is blank")
    packed = io.BytesIO()
    if lossless:
        image.save(packed, "webp", lossless=True, quality=70, method=3)
    else:
        image.save(packed, "webp", quality=QUALITY, method=4)
    return Picture(packed.getvalue(), box[2] - box[0], box[3] - box[1])
