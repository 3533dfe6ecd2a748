"""What a live preview shows: each page as its run stands, never an older output.

A page that is running says so, block by block; one that failed shows the error at
the block that failed. Both are shown from a record that is never written.
"""

import logging
import threading
import time
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config

from sitekit.aids.cards import Dealt, Given
from sitekit.aids.exercises import Exercise
from sitekit.aids.forms import Text
from sitekit.aids.quiz import Asked, Quiz
from sitekit.checkout.settings import Settings
from sitekit.publish.check import check_site
from sitekit.publish.publish import publish
from sitekit.records.key import SCHEMA, record_key
from sitekit.records.library import Library
from sitekit.records.outputs import Body, Entry, Note, Practised, Proven, Raised, Shown
from sitekit.records.store import Record
from sitekit.run.engine import Engine
from sitekit.run.results import Result
from sitekit.scan.model import Block, Page
from sitekit.skins import markdown_extension
from sitekit.tensorboard.photographs import Photographer
from sitekit.worker.shell import HOST, free_port

# Seconds that a build waits for its runs: short ones then need one build, not two.
PATIENCE = 1.0
RUNNING = "This block is being run …"
NOT_BEGUN = "This block was not run."
NOT_RUN = "Not run: the page stopped at an error."
UNKNOWN = "…"


class PreviewRun:
    """One run of one page, as far as it has come; without a key it never begins."""

    def __init__(self, page: Page, key: str) -> None:
        self.page = page
        self.key = key
        self.results: dict[int, Result] = {}
        self.done = threading.Event()

    @property
    def stands(self) -> str:
        """How far it has come: a key of `weave.STANDS`."""
        if not self.key:
            return "not begun"
        return "failed" if self.done.is_set() else "running"

    @property
    def failures(self) -> list[Result]:
        """The results that are failures of a block."""
        return [r for r in self.results.values() if r.status == "failed"]

    def record(self) -> Record:
        """A record of what is known, to show and not to keep."""
        entries = [
            _entry(block, self.results.get(block.number), self.stands)
            for block in self.page.blocks
        ]
        return Record(
            self.key,
            Body(
                schema=SCHEMA,
                key=self.key,
                page=self.page.path,
                environment=self.page.environment,
                versions={name: {"python": ""} for name in self.page.environments},
                started=time.time(),
                seconds=0.0,
                blocks=tuple(entries),
                values=(UNKNOWN,) * len(self.page.values),
                stands=self.stands,
            ),
        )


def _entry(block: Block, result: Result | None, stands: str) -> Entry:
    """What is shown of a block that is running, failed, or passed just now."""
    failure = result.failure if result else None
    output: Shown = Note(NOT_BEGUN if stands == "not begun" else RUNNING)
    if result and not failure:
        return Entry(result.status, result.seconds, result.outputs, result.aid)
    if result and failure:
        output = Note(NOT_RUN)
        if result.status == "failed":
            output = Raised("Failed", f"Failed: {failure}".rstrip())
    status, seconds = (result.status, result.seconds) if result else ("running", 0.0)
    return Entry(status, seconds, (output,), _pending(block))


def _pending(block: Block) -> Proven | None:
    """What stands for what a study aid's run computes: nothing of it is known yet."""
    match block.content:
        case Quiz() as quiz:
            return Asked(0 if quiz.choices else UNKNOWN, _unknown(quiz.texts))
        case Exercise() as exercise:
            return Practised(exercise.shown, (), {})
        case tuple() as cards:
            return Dealt(tuple(Given(UNKNOWN, _unknown(c.texts)) for c in cards))
        case _:
            return None


def _unknown(texts: list[Text]) -> tuple[str, ...]:
    """What stands for the inline values of some texts."""
    return tuple(UNKNOWN for text in texts for _ in text.expressions)


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
        for page in library.stale():
            library.found[page.path] = PreviewRun(page, "").record()

    markdown_extension.prepare = unproved
    try:
        file = str(settings.root / "mkdocs.yml")
        mkdocs_build.build(load_config(file, site_dir=str(folder), strict=True))
    finally:
        markdown_extension.prepare = None
    library = markdown_extension.library()
    publish(library, folder)
    check_site(library, folder)
    return library


class Preview:
    """Runs what a build needs, in servers that stay warm between builds.

    Attributes:
        finished: A file that is touched when a run ends that a build did not wait
            for; the server watches it, and builds anew.
    """

    def __init__(self, settings: Settings, patience: float = PATIENCE) -> None:
        self.engine = Engine(settings, Photographer(settings, preview=True))
        self.patience = patience
        self.runs: dict[str, PreviewRun] = {}
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
        library.found.clear()
        for page, run in zip(stale, runs, strict=True):
            if not run.done.is_set() or run.failures:
                library.found[page.path] = run.record()

    def begun(self, settings: Settings, page: Page) -> PreviewRun:
        """The run of a page as it is now, begun if there is none yet."""
        key = record_key(settings, page)
        run = self.runs.get(page.path)
        has_passed = run and run.done.is_set() and not run.failures
        if run is None or run.key != key or has_passed:  # and its record is gone
            print(f"running {page.path} …", flush=True)
            run = self.runs[page.path] = PreviewRun(page, key)
            self.engine.start(
                page, lambda block, result: self.deliver(run, block, result)
            )
        return run

    def deliver(self, run: PreviewRun, block: Block, result: Result) -> None:
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
    markdown_extension.prepare = preview.prepare
    try:
        mkdocs_serve.serve(
            str(settings.root / "mkdocs.yml"),
            dev_addr=f"{HOST}:{free_port()}",
            watch=[str(settings.root / "snippets"), str(preview.finished)],
        )
    finally:
        preview.close()
