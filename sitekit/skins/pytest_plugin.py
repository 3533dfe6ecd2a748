"""pytest's skin over the engine: one item per block.

pytest-markdown-docs collects the pages and runs their items. By its hook for parsers
it reads them with our scanner; the code of each fence that it finds there asks for
the result of a block. The pages run in the engine, several at a time.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sitekit.checkout import Problem, settings
from sitekit.checkout.sources import VALUE
from sitekit.records.store import find_record, prune_records
from sitekit.run import Engine, Failure, Result, in_order
from sitekit.scan import scan_page
from sitekit.scan.model import Block, Page
from sitekit.scan.site import page_paths
from sitekit.skins.pytest_markdown_docs_parts import (
    MarkdownInlinePythonItem,
    MarkdownTextFile,
)
from sitekit.tensorboard.photographs import Photographer

# By itself it would collect docstrings, by an import of their module, and Markdown
# that is not a page.
NOT_OURS = "pytest_markdown_docs"


class BlockFailed(Exception):
    """A block did not pass; its text is the whole report."""


class GuideRun:
    """The run of one pytest session: its pages, its engine, its results.

    It is a plugin, too: what pytest-markdown-docs is told by its hooks.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.settings = settings.load(config.rootpath)
        self.fresh = bool(config.getoption("fresh"))
        self.page: Page | None = None  # the one that is being collected
        self.pages: dict[str, Page] = {}
        self.wanted: dict[str, Page] = {}
        self.results: dict[tuple[str, int], Future[Result]] = {}
        self.engine: Engine | None = None
        self.lock = threading.Lock()

    def is_page(self, path: Path) -> bool:
        """Whether a collected file is a page or a lab of this guide."""
        root = self.settings.root
        docs, labs = root / "docs", root / "snippets" / "labs"
        return (path.suffix == ".md" and path.is_relative_to(docs)) or (
            path.suffix == ".py" and path.is_relative_to(labs)
        )

    def scan(self, path: Path) -> Page:
        """Scans a collected page."""
        relative = path.relative_to(self.settings.root).as_posix()
        self.page = self.pages[relative] = scan_page(self.settings, relative)
        return self.page

    @pytest.hookimpl
    def pytest_markdown_docs_markdown_it(self) -> "PageParser":
        """Our scanner, in the form of the parser that is asked for."""
        assert self.page is not None
        return PageParser(self.page)

    @pytest.hookimpl
    def pytest_markdown_docs_globals(self) -> dict[str, Any]:
        """What the code of a fence calls."""
        return {"prove": self.prove}

    def start(self) -> None:
        """Starts all collected pages that have no valid record."""
        with self.lock:
            if self.engine:
                return
            self.engine = Engine(self.settings, Photographer(self.settings, self.fresh))
        for page in self.wanted.values():
            for block in page.blocks:
                self.results[page.path, block.number] = Future()
        for page in in_order(list(self.wanted.values())):
            record = None if self.fresh else find_record(self.settings, page)
            if record is None:
                self.engine.start(page, self.deliver)
                continue
            for block, entry in zip(page.blocks, record.body.blocks, strict=True):
                self.deliver(block, Result(entry.status, entry.seconds))

    def deliver(self, block: Block, result: Result) -> None:
        """Takes the result of a block from the engine."""
        self.results[block.page, block.number].set_result(result)

    def prove(self, path: str, number: int) -> None:
        """Waits for the result of a block; skips or passes as the engine says.

        Args:
            path: The block's page.
            number: Its number there.

        Raises:
            BlockFailed: The block did not pass.
        """
        self.start()
        result = self.results[path, number].result()
        if result.status == "not run":
            assert isinstance(result.failure, Failure)
            where = f"{result.failure.path}:{result.failure.line}"
            pytest.skip(f"not run, because the page stopped at {where}")
        if result.failure:
            raise BlockFailed(str(result.failure))

    def close(self) -> None:
        """Stops the engine."""
        if self.engine:
            self.engine.close()


RUN = pytest.StashKey[GuideRun]()


class PageParser:
    """Gives pytest-markdown-docs our blocks as the tokens that it knows."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def parse(self, text: str) -> list[SimpleNamespace]:
        """One fence token per block of the page, whatever its language."""
        return [
            SimpleNamespace(
                type="fence",
                map=[block.line - 1, block.line],
                info="python",
                content=f"prove({block.page!r}, {block.number})\n",
            )
            for block in self.page.blocks
        ]


class BlockItem(MarkdownInlinePythonItem):
    """One block of a page."""

    block: Block

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where a person edits the block."""
        path, line = self.block.where
        return self.config.rootpath / path, line - 1, self.name

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[Any], style: Any = None
    ) -> Any:
        """The report of a failing block: what the engine says, nothing else."""
        if isinstance(excinfo.value, BlockFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class PageFile(MarkdownTextFile):
    """A page (or lab), whose blocks are its items."""

    page: Page

    def collect(self) -> Iterator[BlockItem]:
        """Scans the page and names its blocks by section and line."""
        try:
            self.page = self.config.stash[RUN].scan(self.path)
        except Problem as problem:
            raise self.CollectError(str(problem)) from None
        for block, item in zip(self.page.blocks, super().collect(), strict=True):
            heading = VALUE.sub("…", block.heading) or self.page.title
            named = BlockItem.from_parent(
                self,
                name=f"{heading} [line {block.line}]",
                test_definition=item.test_definition,
            )
            named.block = block
            named.user_properties = [("code", block.code)]  # for reports
            yield named


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--fresh`."""
    group = parser.getgroup("study guide")
    group.addoption(
        "--fresh", action="store_true", help="run every page, even if it has a record"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begins the run, and hands it to pytest-markdown-docs.

    Raises:
        UsageError: The settings cannot be read, or pytest-markdown-docs has changed.
    """
    try:
        config.stash[RUN] = GuideRun(config)
    except Problem as problem:
        raise pytest.UsageError(str(problem)) from None
    config.pluginmanager.register(config.stash[RUN])


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Any:
    """Collects pages and labs with our scanner; imports nothing else."""
    found = yield
    if parent.config.stash[RUN].is_page(file_path):
        return [PageFile.from_parent(parent, path=file_path)]
    return [n for n in found if type(n).__module__.partition(".")[0] != NOT_OURS]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Notes which pages have blocks among the items that will run."""
    run = session.config.stash[RUN]
    for item in session.items:
        if isinstance(item, BlockItem):
            run.wanted[item.block.page] = run.pages[item.block.page]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Ends all processes; after a run of all pages, deletes old records."""
    run = session.config.stash[RUN]
    run.close()
    if run.engine and set(run.pages) == set(page_paths(run.settings)):
        prune_records(run.settings, list(run.pages.values()))
