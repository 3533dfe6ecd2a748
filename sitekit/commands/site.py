"""Runs what has to run, builds the site, and checks it."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitekit.checkout.settings import Settings
from sitekit.overviews import check_guide
from sitekit.publish import check_site, publish
from sitekit.records.library import Library

SITE = "site"
BUILT = ".cache/site"  # what is not finished yet
BEFORE = ".cache/site-before"


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


@contextmanager
def alone(root: Path) -> Iterator[int]:
    """Has one build at a time work in a checkout: the others wait for it.

    Args:
        root: The checkout's root.

    Yields:
        The lock, for the processes of the build: while one of them lives, others wait,
        although this process may have been killed.
    """
    import fcntl  # Windows, which builds nothing, has none

    file = root / ".cache" / "building"
    file.parent.mkdir(exist_ok=True)
    with file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(
                "another build is running here: waiting for it to finish …", flush=True
            )
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def build(library: Library) -> None:
    """Renders the site and puts it into its place as a whole; nothing runs here."""
    root = library.settings.root
    # Not with --quiet: MkDocs would then pass in spite of warnings.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    with alone(root) as lock:
        _call([*command, "--site-dir", str(root / BUILT)], root, lock)
        publish(library, root / BUILT)
        shutil.rmtree(root / BEFORE, ignore_errors=True)
        if (root / SITE).exists():
            shutil.move(root / SITE, root / BEFORE)
        shutil.move(root / BUILT, root / SITE)
        shutil.rmtree(root / BEFORE, ignore_errors=True)


def _call(command: list[str], root: Path, *handed: int) -> None:
    variables = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    done = subprocess.run(
        command, cwd=root, env=variables, pass_fds=handed, check=False
    )
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        ended = (
            f"ended by signal {-done.returncode} ({name}): run it again: nox -s site"
        )
        sys.exit(f"\n`{' '.join(command[1:4])}` was {ended}")
    if done.returncode:
        sys.exit(done.returncode)


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
    build(library)
    check_site(library, root / SITE)
    blocks = sum(len(page.blocks) for page in library.pages.values())
    print(
        f"\nThe site is built: {len(library.pages)} pages with {blocks} blocks, all "
        f"proved.\nIt lies in {SITE}/. To read it:\n\n"
        f"    python3 -m http.server --bind 127.0.0.1 --directory {SITE} 8000\n\n"
        "and open http://127.0.0.1:8000/ in a browser."
    )
