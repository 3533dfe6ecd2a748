"""Takes the README's picture of the site: one page, as a reader sees it."""

import functools
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from sitekit import browser

PAGE = "notes/padding/#which-pixels-are-never-read"
WIDTH, HEIGHT, SCALE = 1200, 720, 1.5


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, and keeps no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """A file server for a folder, on a free loopback port; a plain one by default."""
    files = functools.partial(handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


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
