"""Photographs TensorBoard's dashboards, in light and dark, from a page's events."""

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from sitekit import browser
from sitekit.problems import Problem
from sitekit.scan import Block
from sitekit.settings import Settings
from sitekit.tensorboard.server import ServerFailed, scalar_tags, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The element that exists as soon as a dashboard has drawn its charts.
DASHBOARDS = {
    "scalars": "vz-line-chart2 svg .line",
    "timeseries": "scalar-card line-chart svg path",
}
WIDTH, HEIGHT, SCALE = 1280, 800, 2
PICTURE_MILLISECONDS = 45_000
STILL = (
    "*, *::before, *::after { transition: none !important; animation: none !important }"
)


class PhotographFailed(Exception):
    """TensorBoard or the browser did not come to a finished picture."""


def take(
    settings: Settings, block: Block, directory: Path
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Photographs the dashboard that a `tensorboard` block asks for.

    Args:
        settings: The checkout's settings.
        block: The block; its options name log directory and dashboard.
        directory: The page's working directory, where its events lie.

    Returns:
        The output for the record, and the two pictures by file name.

    Raises:
        Problem: The block asks for something that is not there.
    """
    options = {"logdir": "logs", "dashboard": "scalars", **block.options.extra}
    _check(block, options, directory)
    try:
        with serving(directory, options["logdir"]) as address:
            tags = scalar_tags(address)
            if not tags:
                raise Problem(
                    block.page,
                    block.line,
                    f"the log {options['logdir']} holds no scalars",
                    "log some in a block above",
                )
            with browser.launched() as chromium:
                shots = {
                    theme: _shoot(chromium, address, options, theme)
                    for theme in ("light", "dark")
                }
    except (PhotographFailed, ServerFailed, browser.NoBrowser) as error:
        raise Problem(
            block.page, block.line, f"no picture: {error}", "mend it and run again"
        ) from None
    digest = hashlib.sha256(shots["light"] + shots["dark"]).hexdigest()[:12]
    stem = f"tensorboard-{block.number}-{digest}"
    assets = {f"{stem}-{theme}.webp": data for theme, data in shots.items()}
    output = {
        "type": "photograph",
        "light": f"{stem}-light.webp",
        "dark": f"{stem}-dark.webp",
        "width": WIDTH,
        "height": HEIGHT,
    }
    return output, assets


def _check(block: Block, options: dict[str, str], directory: Path) -> None:
    if options["dashboard"] not in DASHBOARDS:
        raise Problem(
            block.page,
            block.line,
            f"there is no dashboard {options['dashboard']!r}",
            "use one of: " + ", ".join(sorted(DASHBOARDS)),
        )
    if not block.options.alt:
        raise Problem(
            block.page, block.line, "a picture needs an alt text", 'say alt="…"'
        )
    logs = directory / options["logdir"]
    if not list(logs.rglob("events.out.tfevents.*")):
        there = sorted(
            {
                file.relative_to(directory).parts[0]
                for file in directory.rglob("events.out.tfevents.*")
            }
        )
        raise Problem(
            block.page,
            block.line,
            f"the blocks above wrote no events to {options['logdir']!r}",
            "use one of: " + (", ".join(there) or "none: log something first"),
        )


def _shoot(chromium: Any, address: str, options: dict[str, str], theme: str) -> bytes:
    """One picture, as lossless WebP at twice the size."""
    from playwright.sync_api import Error

    context = chromium.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=SCALE,
        reduced_motion="reduce",
        color_scheme=theme,
        locale="en-GB",
        timezone_id="UTC",
        service_workers="block",
    )
    try:
        context.route(
            lambda url: not url.startswith((address, "data:", "blob:")),
            lambda route: route.abort(),
        )
        page = context.new_page()
        dark = "true" if theme == "dark" else "false"
        query = f"?darkMode={dark}"
        if options["dashboard"] == "timeseries":
            query += "&forceSVG=true&smoothing=0"
        tags = f"&tagFilter={options['tags']}" if "tags" in options else ""
        if options["dashboard"] == "timeseries":
            query, tags = query + tags, ""
        page.goto(f"{address}/{query}#{options['dashboard']}&_smoothingWeight=0{tags}")
        page.wait_for_selector(
            DASHBOARDS[options["dashboard"]],
            state="attached",
            timeout=PICTURE_MILLISECONDS,
        )
        page.add_style_tag(content=STILL)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        data = _settled(page)
    except Error as error:
        raise PhotographFailed(error.message) from None
    finally:
        context.close()
    picture = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("RGB").save(picture, "webp", lossless=True)
    return picture.getvalue()


def _settled(page: "Page") -> bytes:
    """A screenshot that did not change in three takes."""
    takes: list[bytes] = []
    for _ in range(60):
        takes.append(page.screenshot())
        if len(takes) >= 3 and takes[-1] == takes[-2] == takes[-3]:
            return takes[-1]
        page.wait_for_timeout(250)
    raise PhotographFailed("the dashboard did not come to rest")
