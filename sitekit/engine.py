"""Runs pages: a warm server per environment, a process per page.

The engine stands outside the processes that run a page's code, so that it can
stop an endless loop, report a crash, and go on with the other pages.
"""

import os
import shutil
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from sitekit import datablocks, records
from sitekit.problems import Problem
from sitekit.processes import Died, Process, Server
from sitekit.scan import Block, Page, Value
from sitekit.settings import Settings
from sitekit.terminal import replay

VALUE_TIMEOUT = 60.0
PICTURES = ("svg", "png")


@dataclass(frozen=True)
class Failure:
    """Why a block did not pass, and where a person mends it."""

    path: str
    line: int
    what: str
    details: str = ""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}: {self.what}"
        return f"{text}\n\n{self.details.rstrip()}" if self.details else text


@dataclass
class Result:
    """What one block showed, or why it failed.

    Attributes:
        status: "passed", "raised", "parsed" or "text"; "failed" or "not run".
        seconds: How long it ran.
        outputs: What it showed, in order.
        failure: Why it failed; for a block that was not run, what stopped the page.
    """

    status: str
    seconds: float = 0.0
    outputs: list[dict[str, Any]] = field(default_factory=list)
    failure: Failure | None = None


Developed = tuple[dict[str, Any], dict[str, bytes]]


class Photographer(Protocol):
    """Takes the pictures of a page's dashboards, all of them together."""

    def expose(self, block: Block, directory: Path, folder: Path) -> Any:
        """Keeps the log of a block as it stands when the block's turn comes."""

    def develop(
        self, exposures: Sequence[Any]
    ) -> dict[int, Developed | Problem | OSError]:
        """Takes all pictures, once the page has passed; by block number."""


OnResult = Callable[[Block, Result], None]


class Engine:
    """Runs pages, several at a time, and records those that pass."""

    def __init__(
        self, settings: Settings, photographer: Photographer | None = None
    ) -> None:
        self.settings = settings
        self.photographer = photographer
        self.servers: dict[str, Server] = {}
        self.starting = {name: threading.Lock() for name in settings.environments}
        self.pool = ThreadPoolExecutor(os.cpu_count() or 1, "page")
        self.closed = False

    def server(self, name: str) -> Server:
        """The warm server of an environment, started when first needed.

        Raises:
            Died: The engine was closed; what it starts now, nobody would end.
        """
        with self.starting[name]:
            if self.closed:
                raise Died("the engine was closed")
            server = self.servers.get(name)
            if server is None or server.process.poll() is not None:
                server = Server(self.settings, self.settings.environments[name])
                self.servers[name] = server
            return server

    def start(self, page: Page, on_result: OnResult) -> None:
        """Puts a page into the queue; `on_result` is called once per block."""
        self.pool.submit(self._guarded, page, on_result)

    def _guarded(self, page: Page, on_result: OnResult) -> None:
        """Runs a page; should the engine itself fail, nobody waits for ever."""
        waiting = list(page.blocks)

        def deliver(block: Block, result: Result) -> None:
            waiting.remove(block)
            on_result(block, result)

        try:
            self.run(page, deliver)
        except Exception as error:  # the end of a thread: there is no caller
            what = f"the engine failed: {error!r}"
            for block in list(waiting):
                deliver(block, _failed(block, what, traceback.format_exc()))

    def run(self, page: Page, on_result: OnResult) -> bool:
        """Runs a page to its end, or to its first failure; records it if it passed."""
        run = PageRun(self, page)
        try:
            run.run(on_result)
        finally:
            run.close()
        return run.failure is None

    def close(self) -> None:
        """Stops everything that still runs."""
        self.closed = True
        self.pool.shutdown(wait=False, cancel_futures=True)
        for name, starting in self.starting.items():
            with starting:  # a server that is just being started is ended, too
                if name in self.servers:
                    self.servers[name].close()
        self.pool.shutdown(wait=True)


def in_order(pages: list[Page]) -> list[Page]:
    """The order in which pages start, so that the last ones end together.

    One page of each environment comes first, because their servers import
    TensorFlow side by side; then those that are likely to take longest.
    """

    def weight(page: Page) -> int:
        kinds = [block.options.kind for block in page.blocks]
        return len(kinds) + 20 * kinds.count("tensorboard")

    heaviest = sorted(pages, key=weight, reverse=True)
    first = {page.environment: page for page in reversed(heaviest)}
    return [*first.values(), *(p for p in heaviest if p not in first.values())]


class PageRun:
    """One run of one page."""

    def __init__(self, engine: Engine, page: Page) -> None:
        self.engine = engine
        self.page = page
        self.key = records.key(engine.settings, page)
        self.folder = Path(tempfile.mkdtemp(prefix="study-guide-"))
        self.directory = self.folder / "page"
        self.directory.mkdir()
        self.processes: dict[str, Process] = {}
        self.values: list[str] = []
        self.assets: dict[str, bytes] = {}
        self.exposures: dict[int, Any] = {}
        self.failure: Failure | None = None
        self.excuse: Failure | None = None

    def run(self, on_result: OnResult) -> None:
        """Runs all blocks; after a failure the rest is reported as not run."""
        started = time.time()
        results = []
        for block in self.page.blocks:
            if self.failure:
                result = Result("not run", failure=self.failure)
            else:
                try:
                    result = self.run_block(block)
                except (Problem, OSError) as error:
                    result = self.refused(block, error)
                self.failure = result.failure
            results.append(result)
            if not self.waits(block):
                on_result(block, result)
        if self.exposures:
            self.develop(results)
        if not self.failure:
            results[-1] = self.record(self.page.blocks[-1], started, results)
        for block, result in zip(self.page.blocks, results, strict=True):
            if self.waits(block):
                on_result(block, result)
        if self.failure and self.failure is not self.excuse:
            records.forget(self.engine.settings, self.key)

    def waits(self, block: Block) -> bool:
        """Whether a block's result is known only when all blocks have passed."""
        return block.number in self.exposures or block is self.page.blocks[-1]

    def refused(self, block: Block, error: Problem | OSError) -> Result:
        """The result of a block that could not be run."""
        if isinstance(error, OSError):
            return self.excused(block, f"the machine failed: {error}")
        repair = f"to repair: {error.repair}"
        failure = Failure(error.path, error.line, error.what, repair)
        return Result("failed", failure=failure)

    def develop(self, results: list[Result]) -> None:
        """Takes the page's pictures; after a failure, none."""
        assert self.engine.photographer
        if self.failure:
            for number in self.exposures:
                results[number] = Result("not run", failure=self.failure)
            return
        start = time.perf_counter()
        try:
            developed = self.engine.photographer.develop(list(self.exposures.values()))
        except OSError as error:
            developed = dict.fromkeys(self.exposures, error)
        seconds = (time.perf_counter() - start) / len(self.exposures)
        for number, made in developed.items():
            if isinstance(made, Exception):
                results[number] = self.refused(self.page.blocks[number], made)
                self.failure = self.failure or results[number].failure
                continue
            output, assets = made
            self.assets.update(assets)
            results[number] = Result("passed", seconds, [output])

    def record(self, block: Block, started: float, results: list[Result]) -> Result:
        """Writes the page's record; a failure to write fails the last block."""
        body = {
            "page": self.page.path,
            "environment": self.page.environment,
            "versions": {
                name: process.versions for name, process in self.processes.items()
            },
            "started": started,
            "seconds": sum(result.seconds for result in results),
            "blocks": [
                {
                    "status": result.status,
                    "seconds": round(result.seconds, 4),
                    "outputs": result.outputs,
                }
                for result in results
            ],
            "values": self.values,
        }
        try:
            records.write(self.engine.settings, self.key, body, self.assets)
        except OSError as error:
            what = f"its record could not be written: {error}"
            result = self.excused(block, what)
            self.failure = result.failure
            return result
        return results[-1]

    def excused(self, block: Block, what: str) -> Result:
        """A failure that is not the page's: it leaves an older record as it is."""
        result = _failed(block, what)
        self.excuse = result.failure
        return result

    def process(self, name: str) -> Process:
        """The page's process in an environment, forked when first needed."""
        if name not in self.processes:
            settings = self.engine.settings
            root = settings.root
            opening = {
                "root": str(root),
                "directory": str(self.directory),
                "stream": str(self.folder / f"stream-{name}"),
                "file": str(root / _script(self.page)),
                "lines": _own_lines(root, self.page),
            }
            self.processes[name] = Process(
                self.engine.server(name), opening, settings.environments[name]
            )
        return self.processes[name]

    def run_block(self, block: Block) -> Result:
        """Runs, parses or photographs one block."""
        kind = block.options.kind
        if kind in ("text", "overview"):
            return Result("text")
        if kind == "data":
            datablocks.parse(block)
            return Result("parsed")
        if kind == "tensorboard":
            return self.expose(block)
        result = self.execute(block)
        if result.failure is None:
            for value in self.page.values:
                if value.after == block.number and result.failure is None:
                    result.failure = self.evaluate(block, value)
        if result.failure:
            result.status = "failed"
        return result

    def expose(self, block: Block) -> Result:
        """Keeps what the page's blocks logged so far, for the block's pictures."""
        if self.engine.photographer is None:
            return _failed(block, "this run takes no photographs")
        start = time.perf_counter()
        folder = self.folder / f"log-{block.number}"
        exposure = self.engine.photographer.expose(block, self.directory, folder)
        self.exposures[block.number] = exposure
        return Result("passed", time.perf_counter() - start)

    def execute(self, block: Block) -> Result:
        """Runs a block in its process and judges how it ended."""
        for name in block.options.data:
            target = self.directory / Path(name).name
            shutil.copy(self.engine.settings.root / "snippets" / name, target)
        root = self.engine.settings.root
        request = {
            "kind": block.options.kind,
            "code": block.code,
            "lines": [[str(root / line.path), line.number] for line in block.lines],
            "server": block.options.server,
            "exit": block.options.exit,
            "timeout": block.options.timeout * 0.9,
        }
        process = None
        try:
            process = self.process(block.environment)
            answer = process.ask(request, block.options.timeout)
        except Died as death:
            if self.engine.closed:
                return self.excused(block, "the run was interrupted")
            details = process.transcript() if process else ""
            return _failed(block, f"this block did not pass: {death}", details)
        outputs = [self.clean(output) for output in answer["outputs"]]
        result = Result("passed", answer["seconds"], [o for o in outputs if o])
        return self.judge(block, result, answer["error"])

    def clean(self, output: dict[str, Any]) -> dict[str, Any] | None:
        """Replays a stream as a terminal shows it; removes this machine's paths."""
        text = output.get("text")
        if text is None:
            return output
        text = replay(text) if output["type"] == "stream" else text
        for path, name in (
            (f"{self.directory}/", ""),
            (str(self.directory), "."),
            (f"{self.engine.settings.root}/", ""),
        ):
            text = text.replace(path, name)
        return {**output, "text": text} if text else None

    def judge(
        self, block: Block, result: Result, error: dict[str, Any] | None
    ) -> Result:
        """Holds what happened against what the block declares."""
        expected = block.options.raises
        if error and not expected:
            path, line = error["frames"][-1] if error["frames"] else block.where
            details = _details(result, error)
            result.failure = Failure(path, line, error["what"], details)
        elif expected and not error:
            path, line = block.where
            what = f'this block declares raises="{expected}", but raised nothing'
            result.failure = Failure(path, line, what)
        elif error and expected.split(".")[-1] not in error["names"]:
            path, line = error["frames"][-1] if error["frames"] else block.where
            what = (
                f'this block declares raises="{expected}", but raised {error["name"]}'
            )
            result.failure = Failure(path, line, what, _details(result, error))
        elif error:
            result.status = "raised"
            output = {"type": "error", "name": error["name"], "text": error["text"]}
            cleaned = self.clean(output)
            result.outputs.append(cleaned or output)
        pictures = [o for o in result.outputs if o["type"] in PICTURES]
        if not result.failure and pictures and not block.options.alt:
            result.failure = Failure(
                block.page, block.line, 'this block draws a picture: say alt="…"'
            )
        elif not result.failure and len(pictures) > 1:
            what = f"this block draws {len(pictures)} pictures: give each its own block"
            result.failure = Failure(block.page, block.line, what)
        return result

    def evaluate(self, block: Block, value: Value) -> Failure | None:
        """Computes an inline value in the process of the block above it."""
        request = {"expression": value.expression}
        try:
            answer = self.process(block.environment).ask(request, VALUE_TIMEOUT)
        except Died as death:
            return Failure(self.page.path, value.line, f"inline value: {death}")
        if answer["error"]:
            what = (
                f"inline value {{{{ {value.expression} }}}}: {answer['error']['text']}"
            )
            return Failure(self.page.path, value.line, what)
        self.values.append(answer["value"])
        return None

    def close(self) -> None:
        """Ends the page's processes and deletes its working directory."""
        for process in self.processes.values():
            process.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _failed(block: Block, what: str, details: str = "") -> Result:
    return Result("failed", failure=Failure(*block.where, what, details))


def _details(result: Result, error: dict[str, Any]) -> str:
    """What a failed block printed, and where it raised."""
    texts = [o["text"] for o in result.outputs if o["type"] in ("stream", "warning")]
    return "\n".join([*texts, error["traceback"]])


def _script(page: Page) -> str:
    if page.is_lab:
        return page.path
    return page.path.replace("docs/", "snippets/", 1).removesuffix(".md") + ".py"


def _own_lines(root: Path, page: Page) -> dict[str, list[str]]:
    """The code that stands in the page itself, at its own lines."""
    if page.is_lab:
        return {}
    own = {
        line.number: line.text
        for block in page.blocks
        for line in block.lines
        if line.path == page.path
    }
    if not own:
        return {}
    last = max(own)
    return {str(root / page.path): [own.get(n, "") for n in range(1, last + 1)]}
