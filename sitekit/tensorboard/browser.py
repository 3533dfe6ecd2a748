"""Finds the browser that photographs dashboards and tests the site."""

import contextlib
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu-compositing",  # emulated, it is slow, and flickers by a grey level
    "--disable-gpu-rasterization",  # its results depend on what it drew before
    "--disable-lcd-text",
    "--disable-partial-raster",
    "--disable-quic",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Else scripts are compiled again when a request asks where it was made.
    "--js-flags=--no-enable-lazy-source-positions",
    "--no-first-run",
    "--no-proxy-server",
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--use-gl=angle",
)
ADVICE = (
    "no Chrome or Chromium was found, and none could be installed.\n"
    "    fix: install one (Debian: apt-get install chromium; macOS and Windows: "
    "Google Chrome),\n"
    "    or set STUDY_GUIDE_BROWSER to the program's path"
)


class NoBrowser(Exception):
    """There is no browser, and there is no way to get one."""


def installed() -> str | None:
    """The path of an installed Chrome or Chromium."""
    named = os.environ.get("STUDY_GUIDE_BROWSER")
    if named:
        return named if shutil.which(named) else None
    for name in (*NAMES, *PLACES):
        path = shutil.which(name)
        if path:
            return path
    return None


def downloaded() -> str | None:
    """The path of the browser that Playwright downloaded, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if shutil.which(path) else None


def _try(*command: str) -> bool:
    """Runs an installation step; says what it does, returns whether it worked."""
    print("$", *command, flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return subprocess.run(command, env=environment, check=False).returncode == 0


@functools.lru_cache(maxsize=1)
def find() -> str:
    """The path of a browser.

    Raises:
        NoBrowser: None is installed; says what to do.
    """
    path = installed() or downloaded()
    if path is None:
        raise NoBrowser(ADVICE)
    return path


@functools.lru_cache(maxsize=1)
def version() -> str:
    """What identifies the browser: pictures by another one look different.

    Raises:
        NoBrowser: None is installed; says what to do.
    """
    path = find()
    if sys.platform != "win32":  # there, it would open a window
        done = subprocess.run(
            [path, "--version"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace").strip()
    return f"{path} {Path(path).stat().st_mtime}"


def install() -> str:
    """Finds a browser, or installs one: with Playwright, or with apt as root.

    Raises:
        NoBrowser: Neither worked; says what to do.
    """
    path = installed() or downloaded()
    if path is None and _try(sys.executable, "-m", "playwright", "install", "chromium"):
        path = downloaded()
    if path is None and shutil.which("apt-get") and os.geteuid() == 0:
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
        path = installed()
    if path is None:
        raise NoBrowser(ADVICE)
    return path


@contextlib.contextmanager
def launched() -> "Iterator[Browser]":
    """A headless browser that talks to no other host."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(), args=list(FLAGS), headless=True
        )
        try:
            yield browser
        finally:
            browser.close()
