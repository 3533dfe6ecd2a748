"""Takes the README's picture of the site: one page, as a reader sees it."""

import io
from pathlib import Path

from PIL import Image

from sitekit.commands.file_server import served
from sitekit.tensorboard import browser

PAGE = "notes/padding/#which-pixels-are-never-read"
WIDTH, HEIGHT, SCALE = 1200, 720, 1.5


def take(root: Path) -> None:
    """Photographs a page of the built site into `docs/assets/readme.webp`."""
    with served(root / "site") as address, browser.launched() as chromium:
        page = chromium.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE
        )
        page.goto(address + PAGE)
        page.wait_for_load_state("networkidle")
        data = page.screenshot()
    target = root / "docs" / "assets" / "readme.webp"
    Image.open(io.BytesIO(data)).convert("RGB").save(target, "webp", quality=85)
    print(f"The picture is in {target.relative_to(root)}.")
