"""Runs what has to run, builds the site, and checks it."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from sitekit.checkout.settings import Settings
from sitekit.overviews import check_guide
from sitekit.publish import check_site, publish
from sitekit.records.library import Library

SITE = "site"


def run_pages(library: Library, fresh: bool) -> None:
    """Runs the pages that have no valid record, under pytest."""
    pages = list(library.pages.values()) if fresh else library.stale()
    run_pytest([page.path for page in pages], library.settings.root, fresh)


def run_pytest(paths: list[str], root: Path, fresh: bool = True) -> None:
    """Runs some pages under pytest; without paths, it would run everything."""
    if paths:
        command = [sys.executable, "-m", "pytest", "--no-header"]
        command += ["--fresh"] if fresh else []
        _call(command + paths, root)


def build(library: Library, folder: Path) -> None:
    """Renders the site, ready to be published; nothing runs here."""
    # Not with --quiet: MkDocs would then pass in spite of warnings.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    _call([*command, "--site-dir", str(folder)], library.settings.root)
    publish(library, folder)


def _call(command: list[str], root: Path) -> None:
    variables = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    status = subprocess.run(command, cwd=root, env=variables, check=False).returncode
    if status:
        sys.exit(status)


def checked(settings: Settings) -> Library:
    """All pages, once all that can be told without a run has been checked.

    Raises:
        Problems: There are mistakes.
    """
    library = Library.read(settings)
    check_guide(library)
    return library


def site(settings: Settings, arguments: argparse.Namespace) -> None:
    """Runs what has to run, builds, checks, and says where the site is."""
    library = checked(settings)
    root = settings.root
    if arguments.recorded:
        library.require_records()
    else:
        run_pages(library, arguments.fresh)
        library.lend({})  # what was not there may be there now
    build(library, root / SITE)
    check_site(library, root / SITE)
    blocks = sum(len(page.blocks) for page in library.pages.values())
    print(
        f"\nThe site is built: {len(library.pages)} pages with {blocks} blocks, all "
        f"proved.\nIt lies in {SITE}/. To read it:\n\n"
        f"    python3 -m http.server --bind 127.0.0.1 --directory {SITE} 8000\n\n"
        "and open http://127.0.0.1:8000/ in a browser."
    )
