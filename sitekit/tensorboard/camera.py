"""Takes the pictures: a browser with several tabs, a tab for each picture."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sitekit.tensorboard import browser, tab
from sitekit.tensorboard.dashboards import WIDTH
from sitekit.tensorboard.pictures import SCALE, NothingThere, PhotographFailed, Picture
from sitekit.tensorboard.tab import Shot, Tab

if TYPE_CHECKING:
    from playwright.async_api import Browser

Pictures = tuple[Picture, Picture]
SCRIPTS = [Path(__file__).with_name(name) for name in ("looks.js", "camera.js")]


def take(shots: Sequence[Shot]) -> "list[Pictures | Exception]":
    """Takes pictures, several at a time.

    Returns:
        For each shot its pictures in light and dark, or why there are none:
        `NothingThere` where the block asks for what does not exist,
        `PhotographFailed` for anything else.

    Raises:
        NoBrowser: There is none on this machine.
    """
    return asyncio.run(_take(shots, browser.find()))


async def _take(shots: Sequence[Shot], program: str) -> "list[Pictures | Exception]":
    from playwright.async_api import Error, async_playwright

    tabs = asyncio.Semaphore((os.cpu_count() or 1) + 1)

    async def attempt(chromium: "Browser", shot: Shot) -> Pictures | Exception:
        try:
            async with asyncio.timeout(tab.PICTURE_SECONDS):
                return await _shoot(chromium, shot)
        except (PhotographFailed, NothingThere) as error:
            return error
        except TimeoutError:
            return PhotographFailed(f"it took over {tab.PICTURE_SECONDS:g} seconds")
        except Error as error:
            return PhotographFailed(error.message.splitlines()[0])

    async def one(chromium: "Browser", shot: Shot) -> Pictures | Exception:
        async with tabs:
            taken = await attempt(chromium, shot)
            if isinstance(taken, Exception):  # a tab may stall; another one may not
                taken = await attempt(chromium, shot)
            return taken

    async with async_playwright() as playwright:
        try:
            chromium = await playwright.chromium.launch(
                executable_path=program, args=list(browser.FLAGS)
            )
        except Error as error:
            failed = PhotographFailed(f"the browser did not start: {error.message}")
            return [failed for _ in shots]
        try:
            return list(await asyncio.gather(*(one(chromium, shot) for shot in shots)))
        finally:
            await chromium.close()


async def _shoot(chromium: "Browser", shot: Shot) -> Pictures:
    """Opens a dashboard in a tab of its own, and takes its pictures."""
    context = await chromium.new_context(
        viewport={"width": WIDTH, "height": shot.height},
        device_scale_factor=SCALE,
        reduced_motion="reduce",
        color_scheme="light",
        locale="en-GB",
        timezone_id="UTC",
        service_workers="block",
    )
    try:
        for script in SCRIPTS:
            await context.add_init_script(path=script)
        opened = Tab(await context.new_page(), shot)
        await opened.open()
        light = await opened.settle()
        # Loading takes ten times as long as changing the theme.
        await opened.darken()
        return light, await opened.settle()
    finally:
        await context.close()
