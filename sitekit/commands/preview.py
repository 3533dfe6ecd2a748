"""What a live preview shows: each page as its run stands, never an older output.

A page that is running says so, block by block; one that failed shows the error at
the block that failed. Both are shown from a record that is never written.
"""

import logging
import time
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config

from sitekit.checkout.mkdocs_yml import EXTENSION, FILE
from sitekit.checkout.settings import Settings
from sitekit.commands.drafts import Draft
from sitekit.publish import check_site, publish
from sitekit.records.key import record_key
from sitekit.records.library import Library
from sitekit.run import Engine, Result
from sitekit.scan.model import Block, Page
from sitekit.skins.current import preparing
from sitekit.tensorboard.photographs import Photographer
from sitekit.worker import HOST, free_port

# A build waits so long for its runs: short ones then need one build, not two.
PATIENCE_SECONDS = 1.0


def build(settings: Settings, folder: Path) -> Library:
    """Builds and checks the site although only some of its pages have run.

    Args:
        settings: The checkout's settings.
        folder: Where the site is to lie; nothing else may be in it.

    Returns:
        The pages; those without a record of their own are shown as not run.

    Raises:
        Problem: The built pages are not as they have to be.
    """

    def unproved(library: Library) -> None:
        stale = library.stale()
        library.lend({page.path: Draft(page, "").record() for page in stale})

    config = load_config(str(settings.root / FILE), site_dir=str(folder), strict=True)
    with preparing(unproved):
        mkdocs_build.build(config)
    library: Library = config.mdx_configs[EXTENSION]["build"].library
    publish(library, folder)
    check_site(library, folder)
    return library


class Preview:
    """Runs what a build needs, in servers that stay warm between builds.

    Attributes:
        finished: A file that is touched when a run ends that a build did not wait
            for; the server watches it, and builds again.
    """

    def __init__(self, settings: Settings, patience: float = PATIENCE_SECONDS) -> None:
        self.engine = Engine(settings, Photographer(settings, preview=True))
        self.patience = patience
        self.runs: dict[str, Draft] = {}
        self.finished = settings.root / ".cache" / "preview"
        self.finished.parent.mkdir(exist_ok=True)
        self.finished.touch()

    def prepare(self, library: Library) -> None:
        """Starts what has no valid record, and gives each page what there is of it."""
        stale = library.stale()
        runs = [self.begun(library.settings, page) for page in stale]
        deadline = time.monotonic() + self.patience
        for run in runs:
            run.done.wait(max(0.0, deadline - time.monotonic()))
        library.lend(
            {
                page.path: run.record()
                for page, run in zip(stale, runs, strict=True)
                if not run.done.is_set() or run.failures
            }
        )

    def begun(self, settings: Settings, page: Page) -> Draft:
        """The run of a page as it is now, begun if there is none yet."""
        key = record_key(settings, page)
        run = self.runs.get(page.path)
        has_passed = run and run.done.is_set() and not run.failures
        if run is None or run.key != key or has_passed:  # and its record is gone
            print(f"running {page.path} …", flush=True)
            run = self.runs[page.path] = Draft(page, key)
            self.engine.start(
                page, lambda block, result: self.deliver(run, block, result)
            )
        return run

    def deliver(self, run: Draft, block: Block, result: Result) -> None:
        """Takes the result of one block."""
        run.results[block.number] = result
        if result.status == "failed" and result.failure:
            print(f"{result.failure}\n", flush=True)
        if len(run.results) == len(run.page.blocks):
            run.done.set()
            self.finished.touch()

    def close(self) -> None:
        """Ends all that still runs."""
        self.engine.close()


def serve(settings: Settings) -> None:
    """Serves the site on a free loopback port until Ctrl-C."""
    # MkDocs' own command would have done this.
    logging.basicConfig(level=logging.INFO, format="%(levelname)-7s %(message)s")
    preview = Preview(settings)
    try:
        with preparing(preview.prepare):
            mkdocs_serve.serve(
                str(settings.root / FILE),
                dev_addr=f"{HOST}:{free_port()}",
                watch=[str(settings.root / "snippets"), str(preview.finished)],
            )
    finally:
        preview.close()
