"""Live preview: a saved page or snippet is run, built and reloaded."""

import logging
import threading

from mkdocs.commands import serve as mkdocs_serve

from sitekit import extension
from sitekit.engine import Engine
from sitekit.library import Library
from sitekit.page import Block
from sitekit.problems import Problem, Problems
from sitekit.results import Result
from sitekit.settings import Settings
from sitekit.tensorboard.photographs import Photographer
from sitekit.worker.shell import HOST, free_port


class Preview:
    """Runs what a build needs, in servers that stay warm between builds."""

    def __init__(self, settings: Settings) -> None:
        self.engine = Engine(settings, Photographer(settings, preview=True))

    def run_stale(self, library: Library) -> None:
        """Runs the pages whose record is no longer valid.

        Raises:
            Problems: Blocks failed; the site shows its last good build.
        """
        stale = library.stale()
        problems: list[Problem] = []
        left = sum(len(page.blocks) for page in stale)
        done = threading.Semaphore(0)

        def deliver(block: Block, result: Result) -> None:
            failure = result.failure
            if failure and result.status == "failed":
                what = f"{failure.what}\n{failure.details}".rstrip()
                problems.append(
                    Problem(failure.path, failure.line, what, "mend it and save")
                )
            done.release()

        for page in stale:
            print(f"running {page.path} …", flush=True)
            self.engine.start(page, deliver)
        for _ in range(left):
            done.acquire()
        library.found.clear()
        if problems:
            raise Problems(problems)


def serve(settings: Settings) -> None:
    """Serves the site on a free loopback port until Ctrl-C."""
    # MkDocs' own command would have done this.
    logging.basicConfig(level=logging.INFO, format="%(levelname)-7s %(message)s")
    preview = Preview(settings)
    extension.prepare = preview.run_stale
    try:
        mkdocs_serve.serve(
            str(settings.root / "mkdocs.yml"),
            dev_addr=f"{HOST}:{free_port()}",
            watch=[str(settings.root / "snippets")],
        )
    finally:
        preview.engine.close()
