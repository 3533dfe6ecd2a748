"""pytest's skin over the engine: one item per block.

pytest-markdown-docs collects the pages; its parser is our scanner, its runner
the one below. The pages run in the engine, several at a time; an item waits
for the result of its block.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_markdown_docs._runners import _Runner, get_runner, register_runner
from pytest_markdown_docs.plugin import (
    MarkdownDocstringCodeModule,
    MarkdownInlinePythonItem,
    MarkdownTextFile,
)

from sitekit.checkout import settings
from sitekit.checkout.problems import Problem
from sitekit.records.store import find_record, prune_records
from sitekit.run.engine import Engine, in_order
from sitekit.run.results import Failure, Result
from sitekit.scan.model import Block, Page
from sitekit.scan.pages import scan_page
from sitekit.scan.site import page_paths
from sitekit.tensorboard.photographs import Photographer

# What pytest-markdown-docs would collect by itself: docstrings, by an import of
# their module, and Markdown that is no page.
NOT_OURS = (MarkdownDocstringCodeModule, MarkdownTextFile)


class BlockFailed(Exception):
    """A block did not pass; its text is the whole report."""


class GuideRun:
    """The run of one pytest session: its pages, its engine, its results."""

    def __init__(self, config: pytest.Config) -> None:
        self.settings = settings.load(config.rootpath)
        self.fresh = bool(config.getoption("fresh"))
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
        self.pages[relative] = scan_page(self.settings, relative)
        return self.pages[relative]

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

    def result(self, block: Block) -> Result:
        """Waits for the result of a block."""
        self.start()
        return self.results[block.page, block.number].result()

    def close(self) -> None:
        """Stops the engine."""
        if self.engine:
            self.engine.close()


RUN = pytest.StashKey[GuideRun]()


class Parser:
    """Says which parser pytest-markdown-docs is to use for the current page."""

    def __init__(self) -> None:
        self.page: Page | None = None

    @pytest.hookimpl
    def pytest_markdown_docs_markdown_it(self) -> "PageParser":
        """Our scanner, in the form of the parser that is asked for."""
        assert self.page is not None
        return PageParser(self.page)


PARSER = pytest.StashKey[Parser]()


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
                content=block.code + "\n",
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


class PageFile(MarkdownTextFile):
    """A page (or lab), whose blocks are its items."""

    page: Page

    def collect(self) -> Iterator[BlockItem]:
        """Scans the page and names its blocks by section and line."""
        try:
            self.page = self.config.stash[RUN].scan(self.path)
        except Problem as problem:
            raise self.CollectError(str(problem)) from None
        self.config.stash[PARSER].page = self.page
        for block, item in zip(self.page.blocks, super().collect(), strict=True):
            heading = block.heading or self.page.title
            named = BlockItem.from_parent(
                self,
                name=f"{heading} [line {block.line}]",
                test_definition=item.test_definition,
            )
            named.block = block
            yield named


class EngineRunner(_Runner):
    """Runs a block by waiting for the engine's result."""

    def __init__(self) -> None:
        self.run: GuideRun | None = None

    def runtest(self, test: Any, args: dict[str, Any], **kwargs: Any) -> None:
        """Fails, skips or passes as the engine says.

        Raises:
            BlockFailed: The block did not pass.
        """
        assert self.run is not None
        root = self.run.settings.root
        page = self.run.pages[test.source_path.relative_to(root).as_posix()]
        block = next(b for b in page.blocks if b.line == test.start_line)
        result = self.run.result(block)
        if result.status == "not run":
            assert isinstance(result.failure, Failure)
            where = f"{result.failure.path}:{result.failure.line}"
            pytest.skip(f"not run, because the page stopped at {where}")
        if result.failure:
            raise BlockFailed(str(result.failure))

    def repr_failure(self, test: Any, excinfo: Any, style: Any = None) -> str:
        """The report of a failing block: what the engine says, nothing else."""
        return str(excinfo.value)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--fresh`."""
    group = parser.getgroup("study guide")
    group.addoption(
        "--fresh", action="store_true", help="run every page, whatever is recorded"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Makes our runner the default of pytest-markdown-docs."""
    try:
        config.stash[RUN] = GuideRun(config)
    except Problem as problem:
        raise pytest.UsageError(str(problem)) from None
    config.stash[PARSER] = Parser()
    config.pluginmanager.register(config.stash[PARSER])
    register_runner(default=True)(EngineRunner)
    runner = get_runner(None)
    assert isinstance(runner, EngineRunner)
    runner.run = config.stash[RUN]


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Any:
    """Collects pages and labs with our scanner; imports nothing else."""
    found = yield
    if parent.config.stash[RUN].is_page(file_path):
        return [PageFile.from_parent(parent, path=file_path)]
    return [node for node in found if type(node) not in NOT_OURS]


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
