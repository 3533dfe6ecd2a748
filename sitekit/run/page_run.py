"""One run of one page: every block in its turn, and a record if all passed."""

import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from sitekit import aids
from sitekit.aids import exercises
from sitekit.aids.session import PageSession
from sitekit.checkout.problems import Problem
from sitekit.checkout.settings import Settings
from sitekit.records.key import record_key
from sitekit.records.store import forget_record, write_record
from sitekit.run.datablocks import parse_data
from sitekit.run.processes import Died, Process
from sitekit.run.results import Failure, OnResult, Result, failed
from sitekit.run.servers import WarmServer
from sitekit.run.terminal import clean
from sitekit.run.verdict import judge
from sitekit.scan.model import Block, Page, Value

VALUE_TIMEOUT = 60.0

Developed = tuple[dict[str, Any], dict[str, bytes]]


class Photographer(Protocol):
    """Takes the pictures of a page's dashboards, all of them together."""

    def expose(self, block: Block, directory: Path, folder: Path) -> Any:
        """Keeps the log of a block as it stands when the block's turn comes."""

    def develop(
        self, exposures: Sequence[Any]
    ) -> dict[int, Developed | Problem | OSError]:
        """Takes all pictures, once the page has passed; by block number."""


class Host(Protocol):
    """What a run of a page needs from the engine that runs it."""

    settings: Settings
    photographer: Photographer | None
    closed: bool

    def server(self, name: str) -> WarmServer:
        """The warm server of an environment, started when first needed."""


class PageRun:
    """One run of one page."""

    def __init__(self, host: Host, page: Page) -> None:
        self.host = host
        self.page = page
        self.key = record_key(host.settings, page)
        self.folder = Path(tempfile.mkdtemp(prefix="study-guide-"))
        self.directory = self.folder / "page"
        self.directory.mkdir()
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
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
            forget_record(self.host.settings, self.key)

    def waits(self, block: Block) -> bool:
        """Whether a block's result is known only when all blocks have passed."""
        return block.number in self.exposures or block is self.page.blocks[-1]

    def refused(self, block: Block, error: Problem | OSError) -> Result:
        """The result of a block that could not be run."""
        if isinstance(error, OSError):
            return self.excused(block, f"the machine failed: {error}")
        failure = Failure(error.path, error.line, error.what, repair=error.repair)
        return Result("failed", failure=failure)

    def develop(self, results: list[Result]) -> None:
        """Takes the page's pictures; after a failure, none."""
        assert self.host.photographer
        if self.failure:
            for number in self.exposures:
                results[number] = Result("not run", failure=self.failure)
            return
        start = time.perf_counter()
        try:
            developed = self.host.photographer.develop(list(self.exposures.values()))
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
            write_record(self.host.settings, self.key, body, self.assets)
        except OSError as error:
            what = f"its record could not be written: {error}"
            result = self.excused(block, what)
            self.failure = result.failure
            return result
        return results[-1]

    def excused(self, block: Block, what: str) -> Result:
        """A failure that is not the page's: it leaves an older record as it is."""
        result = failed(block, what, repair="run it again: nox -s site")
        self.excuse = result.failure
        return result

    def process(self, name: str) -> Process:
        """The page's process in an environment, forked when first needed."""
        if name not in self.processes:
            self.processes[name] = self.fork(name, self.directory)
        return self.processes[name]

    def fork(self, name: str, directory: Path) -> Process:
        """A fresh process in an environment, and in a folder of its own."""
        settings = self.host.settings
        root = settings.root
        directory.mkdir(exist_ok=True)
        opening = {
            "root": str(root),
            "directory": str(directory),
            "temporary": str(self.temporary),
            "stream": str(self.folder / f"stream-{name}-{directory.name}"),
            "file": str(root / _script(self.page)),
            "lines": _own_lines(root, self.page),
        }
        return Process(self.host.server(name), opening, settings.environments[name])

    def run_block(self, block: Block) -> Result:
        """Runs, parses or photographs one block."""
        kind = block.options.kind
        if kind in ("text", "overview"):
            return Result("text")
        if kind == "diagram":  # its header was read with the page
            return Result("parsed")
        if kind == "data":
            parse_data(block)
            return Result("parsed")
        if kind == "tensorboard":
            return self.expose(block)
        result = self.study(block) if block.options.is_aid else self.execute(block)
        if result.failure is None:
            for value in self.page.values:
                if value.after == block.number and result.failure is None:
                    result.failure = self.evaluate(block, value)
        if result.failure:
            result.status = "failed"
        return result

    def expose(self, block: Block) -> Result:
        """Keeps what the page's blocks logged so far, for the block's pictures."""
        if self.host.photographer is None:
            return failed(block, "this run takes no photographs")
        start = time.perf_counter()
        folder = self.folder / f"log-{block.number}"
        exposure = self.host.photographer.expose(block, self.directory, folder)
        self.exposures[block.number] = exposure
        return Result("passed", time.perf_counter() - start)

    def study(self, block: Block) -> Result:
        """Proves a question, an exercise or cards."""
        start = time.perf_counter()
        begun: list[Process] = []  # beside the page's own, one at a time
        folder = self.folder / f"exercise-{block.number}"

        def begin(name: str) -> PageSession:
            while begun:
                begun.pop().close()
            begun.append(self.fork(block.environment, folder.with_suffix(f".{name}")))
            return self.session(begun[0], block)

        def own() -> PageSession:
            return self.session(self.process(block.environment), block)

        try:
            output = aids.prove(self.host.settings.root, block, own, begin)
        except Died as death:
            if self.host.closed:
                return self.excused(block, "the run was interrupted")
            what = f"this {block.options.kind} did not pass: {death}"
            return failed(block, what, repair=death.repair)
        finally:
            for process in begun:
                process.close()
        seconds = time.perf_counter() - start
        if block.options.kind != "exercise":
            return Result("passed", seconds, [output])
        solved = folder.with_suffix(f".{exercises.SOLUTION}")
        output["outputs"] = self.cleaned(output["outputs"], solved)
        failure = judge(block, output["outputs"], None)
        return Result("passed", seconds, [output], failure)

    def session(self, process: Process, block: Block) -> PageSession:
        """What a study aid may ask of a process."""
        timeout = block.options.timeout
        root = str(self.host.settings.root)
        return PageSession(lambda request: process.ask(request, timeout), root, timeout)

    def execute(self, block: Block) -> Result:
        """Runs a block in its process and judges how it ended."""
        for name in block.options.data:
            target = self.directory / Path(name).name
            shutil.copy(self.host.settings.root / "snippets" / name, target)
        root = self.host.settings.root
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
            if self.host.closed:
                return self.excused(block, "the run was interrupted")
            details = process.transcript() if process else ""
            what = f"this block did not pass: {death}"
            return failed(block, what, details, death.repair)
        outputs, error = self.cleaned(answer["outputs"]), answer["error"]
        result = Result("passed", answer["seconds"], outputs)
        result.failure = judge(block, outputs, error)
        if error and not result.failure:
            result.status = "raised"
            shown = {"type": "error", "name": error["name"], "text": error["text"]}
            result.outputs += self.cleaned([shown])
        return result

    def cleaned(
        self, outputs: Sequence[dict[str, Any]], directory: Path | None = None
    ) -> list[dict[str, Any]]:
        """Outputs as a terminal shows them, without this machine's paths."""
        folder = str(directory or self.directory)
        names = {
            f"{folder}/": "",
            folder: ".",
            str(self.temporary): "/tmp",
            f"{self.host.settings.root}/": "",
        }
        return [done for output in outputs if (done := clean(output, names))]

    def evaluate(self, block: Block, value: Value) -> Failure | None:
        """Computes an inline value in the process of the block above it."""
        request = {"expression": value.expression}
        inline = f"inline value {{{{ {value.expression} }}}}"
        try:
            answer = self.process(block.environment).ask(request, VALUE_TIMEOUT)
        except Died as death:
            what = f"{inline}: {death}"
            return Failure(self.page.path, value.line, what, repair=death.repair)
        if answer["error"]:
            what = f"{inline}: {answer['error']['what']}"
            repair = "mend the expression, or what the block above it computes"
            return Failure(self.page.path, value.line, what, repair=repair)
        self.values.append(answer["value"])
        return None

    def close(self) -> None:
        """Ends the page's processes and deletes its working directory."""
        for process in self.processes.values():
            process.close()
        shutil.rmtree(self.folder, ignore_errors=True)


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
