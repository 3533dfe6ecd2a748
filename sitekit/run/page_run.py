"""One run of one page: every block in its turn, and a record if all passed."""

import time
from collections.abc import Callable

from sitekit.checkout import Problem
from sitekit.checkout.sealed import AGAIN, after_failure, has_room, no_room
from sitekit.checkout.settings import Settings
from sitekit.records.key import SCHEMA, record_key
from sitekit.records.outputs import (
    Body,
    Entry,
    Missing,
    Photograph,
    Practised,
    Raised,
    Shown,
)
from sitekit.records.store import forget_record, write_record
from sitekit.run.aid_proofs import prove_aid
from sitekit.run.claims import decide
from sitekit.run.datablocks import parse_data
from sitekit.run.page_processes import PageProcesses
from sitekit.run.results import Failure, OnResult, Result, failed
from sitekit.run.servers import Died, Refused, Servers
from sitekit.run.terminal import replay
from sitekit.run.verdict import judge
from sitekit.run.watch import Changes, Watch
from sitekit.scan.model import Block, Page, Value
from sitekit.scan.options import Kind
from sitekit.tensorboard.browser import NoBrowser
from sitekit.tensorboard.dashboards import Dashboard
from sitekit.tensorboard.exposures import Exposure
from sitekit.tensorboard.photographs import Outcome, Photographer

MOST_QUOTED = 60  # characters of an output that a message shows


class PageRun:
    """One run of one page.

    Attributes:
        failure: Why the page did not pass.
        excuse: The same, where it is not the page's fault.
        doubts: By a block's number, what it may have changed in the checkout.
    """

    def __init__(
        self,
        settings: Settings,
        servers: Servers,
        photographer: Photographer | None,
        watch: Watch,
        page: Page,
        earlier: dict[int, Changes] | None = None,
    ) -> None:
        self.earlier = earlier  # the doubts of a first run, of which this is the second
        self.doubts: dict[int, Changes] = {}
        self.settings = settings
        self.watch = watch
        self.servers = servers
        self.photographer = photographer
        self.page = page
        self.key = record_key(settings, page)
        self.processes = PageProcesses(settings, servers, page)
        self.values: list[str] = []
        self.assets: dict[str, bytes] = {}
        self.exposures: dict[int, Exposure] = {}
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
        if not self.failure:
            self.end(results)
        if self.is_in_doubt:  # it runs again
            return
        if self.exposures:
            self.develop(results)
        if not self.failure:
            results[-1] = self.record(self.page.blocks[-1], started, results)
        for block, result in zip(self.page.blocks, results, strict=True):
            if self.waits(block):
                on_result(block, result)
        if self.failure and self.failure is not self.excuse:
            forget_record(self.settings, self.key)

    @property
    def is_in_doubt(self) -> bool:
        """Whether only a second run can tell if the page passes."""
        return bool(self.doubts) and not self.failure

    def waits(self, block: Block) -> bool:
        """Whether a block's result is known only when all blocks have passed."""
        unsure = block.number in self.exposures or block.number in self.doubts
        return unsure or block is self.page.blocks[-1]

    def refused(self, block: Block, error: Problem | OSError) -> Result:
        """The result of a block that could not be run."""
        if isinstance(error, OSError):
            what = f"the machine failed: {error}"
            return self.excused(block, what, after_failure(error))
        failure = Failure(error.path, error.line, error.what, repair=error.repair)
        return Result("failed", failure=failure)

    def excused(self, block: Block, what: str, repair: str = AGAIN) -> Result:
        """A failure that is not the page's: it leaves an older record as it is."""
        result = failed(block, what, repair=repair)
        self.excuse = result.failure
        return result

    def died(self, block: Block, death: Died, details: str = "") -> Result:
        """The result of a block whose process ended."""
        if self.servers.closed:
            return self.excused(block, "the run was interrupted")
        if isinstance(death, Refused):
            where = death.place or block.where
            failure = Failure(*where, str(death), details, death.repair)
            return Result("failed", failure=failure)
        noun = block.options.kind if block.options.is_aid else "block"
        what = f"this {noun} did not pass: {death}"
        return failed(block, what, details, death.repair)

    def run_block(self, block: Block) -> Result:
        """Runs one block, and looks at what changes in the checkout meanwhile.

        Raises:
            Problem: The block changes it.
        """
        self.watch.begin(block)
        try:
            return self.prove(block)
        finally:
            self.judge_changes(block)

    def judge_changes(self, block: Block) -> None:
        """Judges what has changed in the checkout while a block ran.

        Raises:
            Problem: The block changes it.
        """
        changes = self.watch.end(block, self.processes.had_processes())
        earlier = (self.earlier or {}).get(block.number)
        if changes.gone or (earlier and changes.again(earlier)):
            raise changes.problem(block)
        if changes and self.earlier is None:
            self.doubts.setdefault(block.number, Changes()).add(changes)

    def prove(self, block: Block) -> Result:
        """Runs, parses or photographs one block, and the values after it."""
        result = PROVE[block.options.kind](self, block)
        for value in self.page.values:
            if value.after == block.number and result.failure is None:
                result.failure = self.evaluate(block, value)
        for claim in self.page.claims:
            if claim.after == block.number and result.failure is None:
                result.failure = decide(self.processes, block, claim)
        if result.failure:
            result.status = "failed"
            if not has_room(self.processes.folder):
                return self.refused(block, no_room(self.processes.folder))
        return result

    def execute(self, block: Block) -> Result:
        """Runs a block in its process and judges how it ended."""
        try:
            answer = self.processes.run(block)
        except Died as death:
            details = self.processes.transcript(block.environment)
            return self.died(block, death, details)
        late = self.written_late(block, answer.late)
        outputs, error = self.processes.cleaned(answer.outputs, block), answer.error
        failure = late or judge(block, outputs, error)
        if error is None or failure:
            return Result("passed", answer.seconds, outputs, failure=failure)
        if refused := answer.refusal():
            return self.died(block, refused)
        shown = self.processes.cleaned([Raised(error.name, error.text)], block)
        return Result("raised", answer.seconds, outputs + shown)

    def written_late(self, block: Block, text: str) -> Failure | None:
        """What is wrong if something was written before a block began."""
        text = replay(text)
        if not text:
            return None
        what = f"something started by an earlier block printed this: {_begin(text)!r}"
        repair = "wait for it there, or let it print elsewhere"
        return Failure(*block.where, what, repair=repair)

    def end(self, results: list[Result]) -> None:
        """Ends the page after its last block, which answers for what comes then."""
        block = self.page.blocks[-1]
        self.watch.begin(block)
        try:
            results[-1] = self.finish(block, results[-1])
        finally:
            try:
                self.judge_changes(block)
            except Problem as problem:
                results[-1] = self.refused(block, problem)
                self.failure = results[-1].failure

    def finish(self, block: Block, last: Result) -> Result:
        """Ends the page's processes: nothing of it may still run, or write."""
        try:
            for answer in self.processes.finish():
                failure = self.written_late(block, answer.late)
                if text := replay(answer.printed):
                    what = f"the page prints after its last block: {_begin(text)!r}"
                    repair = "print it in a block: no page shows this"
                    failure = Failure(*block.where, what, repair=repair)
                if failure:
                    self.failure = failure
                    return Result("failed", failure=failure)
        except Died as death:
            result = self.died(block, death)
            self.failure = result.failure
            return result
        return last

    def evaluate(self, block: Block, value: Value) -> Failure | None:
        """Computes an inline value in the process of the block above it."""
        inline = f"inline value {{{{ {value.expression} }}}}"
        try:
            answer = self.processes.value(block, value.expression)
        except Died as death:
            what = f"{inline}: {death}"
            return Failure(self.page.path, value.line, what, repair=death.repair)
        if answer.outputs and not answer.error:
            what = f"{inline} also prints or draws something"
            repair = "print and draw in a block; here, write only an expression"
            if any(self.processes.cleaned(answer.outputs, block)):
                return Failure(self.page.path, value.line, what, repair=repair)
        if answer.error:
            what = f"{inline}: {answer.error.what}"
            repair = "correct the expression, or what the block above it computes"
            return Failure(self.page.path, value.line, what, repair=repair)
        if "\n" in answer.value:
            what, repair = f"{inline} has several lines", "show it in a block"
            return Failure(self.page.path, value.line, what, repair=repair)
        self.values.append(answer.value)
        return None

    def study(self, block: Block) -> Result:
        """Proves a question, an exercise or cards."""
        start = time.perf_counter()
        try:
            aid = prove_aid(self.processes, block)
        except Died as death:
            return self.died(block, death)
        seconds = time.perf_counter() - start
        outputs = aid.outputs if isinstance(aid, Practised) else ()
        return Result("passed", seconds, aid=aid, failure=judge(block, outputs, None))

    def expose(self, block: Block) -> Result:
        """Keeps what the page's blocks logged so far, for the block's pictures."""
        if self.photographer is None:
            return failed(block, "this run takes no photographs")
        assert isinstance(block.content, Dashboard)
        start = time.perf_counter()
        folder = self.processes.folder / f"log-{block.number}"
        self.exposures[block.number] = self.photographer.expose(
            block, block.content, self.processes.directory, folder
        )
        return Result("passed", time.perf_counter() - start)

    def develop(self, results: list[Result]) -> None:
        """Takes the page's pictures; after a failure, none."""
        assert self.photographer
        if self.failure:
            for number in self.exposures:
                if results[number].failure is None:
                    results[number] = Result("not run", failure=self.failure)
            return
        start = time.perf_counter()
        developed: dict[int, Outcome]
        try:
            developed = self.photographer.develop(list(self.exposures.values()))
        except OSError as error:
            developed = dict.fromkeys(self.exposures, error)
        seconds = (time.perf_counter() - start) / len(self.exposures)
        for number, made in developed.items():
            output: Shown
            match made:
                case Problem() | OSError():
                    results[number] = self.refused(self.page.blocks[number], made)
                    self.failure = self.failure or results[number].failure
                    continue
                case NoBrowser():
                    output = Missing(str(made))
                case _:
                    self.assets.update(made.files)
                    output = Photograph(
                        made.light, made.dark, made.width, made.height, made.frozen
                    )
            results[number] = Result("passed", seconds, (output,))

    def record(self, block: Block, started: float, results: list[Result]) -> Result:
        """Writes the page's record; a failure to write fails the last block."""
        body = Body(
            schema=SCHEMA,
            key=self.key,
            page=self.page.path,
            environment=self.page.environment,
            versions=self.processes.versions,
            started=started,
            seconds=sum(result.seconds for result in results),
            blocks=tuple(
                Entry(one.status, round(one.seconds, 4), one.outputs, one.aid)
                for one in results
            ),
            values=tuple(self.values),
        )
        try:
            write_record(self.settings, body, self.assets)
        except OSError as error:
            what = f"its record could not be written: {error}"
            result = self.excused(block, what, after_failure(error))
            self.failure = result.failure
            return result
        return results[-1]

    def close(self) -> None:
        """Ends the page's processes and deletes its folder."""
        self.processes.close()


def _begin(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= MOST_QUOTED else f"{text[: MOST_QUOTED - 1]}…"


def _shown_as_it_is(run: PageRun, block: Block) -> Result:
    return Result("text")


def _parsed(run: PageRun, block: Block) -> Result:
    """Its header was read with the page."""
    return Result("parsed")


def _data(run: PageRun, block: Block) -> Result:
    parse_data(block)
    return Result("parsed")


# How a block of each kind is proved.
PROVE: dict[Kind, Callable[[PageRun, Block], Result]] = {
    "python": PageRun.execute,
    "console": PageRun.execute,
    "data": _data,
    "text": _shown_as_it_is,
    "tensorboard": PageRun.expose,
    "diagram": _parsed,
    "quiz": PageRun.study,
    "exercise": PageRun.study,
    "cards": PageRun.study,
    "overview": _shown_as_it_is,
}
