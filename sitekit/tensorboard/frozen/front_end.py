"""Publishes TensorBoard's own front end, so that it runs on recorded answers."""

import functools
import importlib.metadata
import importlib.resources
import io
import zipfile
from pathlib import Path

from sitekit.tensorboard.dashboards import Dashboard

PLACE = "assets/tensorboard"
HERE = Path(__file__).parent
# Where each lies; the camera uses the first, too.
SCRIPTS = {
    "looks.js": "../looks.js",
    "hparams.js": "hparams.js",
    "answers.js": "answers.js",
    "frozen.js": "frozen.js",
}
# Monaco, the editor of the debugger, which is not frozen, is two thirds of it all.
LEFT_OUT = ("tf-imports/", "font-roboto/roboto.html")
PROJECTOR = ("index.js", "projector_binary.html", "projector_binary.js")
# In a page's column there is less room for the tabs than in a window.
STYLE = """<style>
.active-plugin-list .plugin-name { padding: 0 5px !important; letter-spacing: 0 }
</style>"""
# What TensorBoard's server makes for a plugin that stands in a frame.
PLUGIN_ENTRY = """<!DOCTYPE html>
<head><base href="plugin/projector/" /></head>
<body>
<script type="module">import("./index.js").then((m) => void m.render());</script>
</body>
"""


def place(digest: str, name: str) -> str:
    """Where a file of a frozen log lies on the site."""
    return f"{PLACE}/logs/{digest}/{name}"


def address(digest: str, dashboard: Dashboard) -> str:
    """Where a frozen log can be read on the site, as a block's picture shows it."""
    view = dashboard.address.removeprefix("/?")
    return f"{PLACE}/?log={digest}&{view}"


def digest_of(name: str, known: set[str]) -> str | None:
    """The frozen log that a record's file belongs to; None for a picture."""
    parts = name.removeprefix("tensorboard-").replace(".", "-").split("-")
    return parts[0] if parts[0] in known else None


@functools.lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    """The front end's files, by their place on the site."""
    package = importlib.resources.files("tensorboard")
    found = {"LICENSE": _licence(), "data/plugin_entry.html": PLUGIN_ENTRY.encode()}
    with zipfile.ZipFile(io.BytesIO((package / "webfiles.zip").read_bytes())) as web:
        for name in web.namelist():
            if not name.startswith(LEFT_OUT) and not name.endswith("/"):
                found[name] = web.read(name)
    projector = package / "plugins" / "projector" / "tf_projector_plugin"
    for name in PROJECTOR:
        found[f"data/plugin/projector/{name}"] = (projector / name).read_bytes()
    for name, place in SCRIPTS.items():
        found[name] = (HERE / place).read_bytes()
    for name, root in (
        ("index.html", "./"),
        ("data/plugin/projector/projector_binary.html", "../../../"),
    ):
        found[name] = _shimmed(found[name].decode(), root).encode()
    return {f"{PLACE}/{name}": data for name, data in found.items()}


def _shimmed(html: str, root: str) -> str:
    """One of TensorBoard's pages with the scripts ahead of its own, in any folder.

    Raises:
        ValueError: TensorBoard's page begins in another way.
    """
    scripts = "".join(f'<script src="{root}{name}"></script>' for name in SCRIPTS)
    head = (
        '<meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="tb-relative-root" content="{root}">{scripts}{STYLE}'
    )
    doctype, found, rest = html.partition("<!doctype html>")
    if not found or doctype:
        raise ValueError("TensorBoard's page begins in another way than it used to")
    return f"{found}{head}{rest}".replace(
        "url(/font-roboto/", f"url({root}font-roboto/"
    )


def _licence() -> bytes:
    """TensorBoard's licence, from its distribution.

    Raises:
        FileNotFoundError: It has none.
    """
    for file in importlib.metadata.files("tensorboard") or ():
        if file.name == "LICENSE":
            return Path(str(file.locate())).read_bytes()
    raise FileNotFoundError("TensorBoard's distribution has no licence")
