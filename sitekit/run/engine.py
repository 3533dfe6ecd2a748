"""Runs pages: a warm server per environment, a process per page.

The engine stands outside the processes that run a page's code, so that it can
stop an endless loop, report a crash, and go on with the other pages.
"""

import os
import traceback
from concurrent.futures import ThreadPoolExecutor

from sitekit.checkout.sealed import after_failure, is_full
from sitekit.checkout.settings import Settings
from sitekit.run.page_run import PageRun
from sitekit.run.results import OnResult, Result, failed
from sitekit.run.servers import Servers
from sitekit.run.turns import Turns
from sitekit.run.watch import Changes, Watch
from sitekit.scan.model import Block, Page
from sitekit.tensorboard.photographs import Photographer


class Engine:
    """Runs pages, several at a time, and records those that pass."""

    def __init__(
        self, settings: Settings, photographer: Photographer | None = None
    ) -> None:
        self.settings = settings
        self.photographer = photographer
        self.servers = Servers(settings)
        self.watch = Watch(settings.root)
        self.turns = Turns()
        self.pool = ThreadPoolExecutor(os.cpu_count() or 1, "page")

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
            what, details = f"the engine failed: {error!r}", traceback.format_exc()
            repair = ""
            if is_full(error):
                what, details = f"the machine failed: {error}", ""
                repair = after_failure(error)
            for block in list(waiting):
                deliver(block, failed(block, what, details, repair))

    def run(self, page: Page, on_result: OnResult) -> bool:
        """Runs a page to its end, or to its first failure; records it if it passed."""
        told: dict[int, Result] = {}

        def tell(block: Block, result: Result) -> None:
            if block.number in told:
                return
            if result.status == "not run" and not any(r.failure for r in told.values()):
                # What failed now had passed before, and was told.
                result = Result("failed", failure=result.failure)
            told[block.number] = result
            on_result(block, result)

        with self.turns.among_others():
            run = self._once(page, tell)
        if run.is_in_doubt:
            with self.turns.alone():
                run = self._once(page, tell, run.doubts)
        return run.failure is None

    def _once(
        self, page: Page, tell: OnResult, doubts: dict[int, Changes] | None = None
    ) -> PageRun:
        run = PageRun(
            self.settings, self.servers, self.photographer, self.watch, page, doubts
        )
        try:
            run.run(tell)
        finally:
            run.close()
        return run

    def close(self) -> None:
        """Stops everything that still runs."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.servers.close()
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
