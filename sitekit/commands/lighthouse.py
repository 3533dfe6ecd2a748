"""Lighthouse's scores of the built site, next to the goals; nothing is asserted.

It comes from npm and needs Node 20; it uses the browser that photographs
dashboards, and a server that compresses what it sends, as hosts of sites do.
"""

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sitekit.commands.file_server import QuietHandler, served
from sitekit.tensorboard import browser

PACKAGE = "lighthouse@12.8.2"
PAGES = (
    "",
    "keras/sequential/",
    "notes/padding/",
    "visualise/dashboards/",
    "gallery/",
    "labs/digits/",
    "reference/glossary/",
)
GOALS = {"desktop": (98, 98, 98, 98), "mobile": (92, 100, 100, 100)}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COMPRESSED = (".css", ".html", ".js", ".json", ".svg", ".txt", ".xml")
CHROME_FLAGS = (
    "--headless=new",
    "--host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'",
    "--no-proxy-server",
    "--no-sandbox",
)


class Compressing(QuietHandler):
    """A file server that compresses text."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802  its name
        """Sends a file; a folder's index for a folder."""
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if file.suffix not in COMPRESSED or not file.is_file():
            return super().do_GET()
        data = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def measure(site: Path) -> Iterator[str]:
    """Lines to print: each page's scores, and what costs points below a goal.

    Args:
        site: The folder of the built site.

    Raises:
        FileNotFoundError: npm is not there.
        subprocess.CalledProcessError: Lighthouse failed.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("Lighthouse needs npm: install Node.js 20 or newer")
    with served(site, Compressing) as address:
        for form, goals in GOALS.items():
            yield f"Lighthouse, {form}: {', '.join(CATEGORIES)}"
            yield f"    {_numbers(goals)}  (goals: at least)"
            for page in PAGES:
                yield from _page(npm, address + page, form)
            yield ""


def _page(npm: str, address: str, form: str) -> Iterator[str]:
    """A page's scores; the median of three runs where the first is below a goal."""
    goals = GOALS[form]
    results = [_run(npm, address, form)]
    if any(
        score < goal for score, goal in zip(_scores(results[0]), goals, strict=True)
    ):
        results += [_run(npm, address, form) for _ in range(2)]
    result = sorted(results, key=_scores)[len(results) // 2]
    yield f"    {_numbers(_scores(result))}  {urlsplit(address).path}"
    yield from _losses(result, goals)


def _scores(result: dict[str, Any]) -> tuple[int, ...]:
    """The scores of the four categories, in their order, out of 100."""
    scores = (result["categories"][name]["score"] for name in CATEGORIES)
    return tuple(round(100 * score) for score in scores)


def _run(npm: str, address: str, form: str) -> dict[str, Any]:
    """Lighthouse's report on a page."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [npm, "exec", "--yes", PACKAGE, "--", address, "--quiet"]
        command += ["--output=json", f"--output-path={report}"]
        command += [f"--chrome-flags={' '.join(CHROME_FLAGS)}"]
        command += [f"--only-categories={','.join(CATEGORIES)}"]
        command += ["--preset=desktop"] if form == "desktop" else []
        variables = dict(os.environ, CHROME_PATH=browser.find())
        subprocess.run(command, env=variables, check=True, cwd=folder)
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def _losses(result: dict[str, Any], goals: tuple[int, ...]) -> Iterator[str]:
    """What costs points in each category that is below its goal."""
    for name, score, goal in zip(CATEGORIES, _scores(result), goals, strict=True):
        if score >= goal:
            continue
        category = result["categories"][name]
        for entry in category["auditRefs"]:
            audit = result["audits"][entry["id"]]
            if entry["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                value = audit.get("displayValue", "")
                yield f"        {category['title']}: {audit['title']} {value}".rstrip()


def _numbers(scores: tuple[int, ...]) -> str:
    return " ".join(f"{score:3d}" for score in scores)
