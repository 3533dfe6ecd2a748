"""Measures how long the TensorBoard page's pictures take, and its frozen log."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from sitekit.checkout.settings import load
from sitekit.records.library import Library
from sitekit.run import Engine, Result
from sitekit.scan.model import Block
from sitekit.tensorboard import freeze, photographs
from sitekit.tensorboard.exposures import Exposure
from sitekit.tensorboard.photographs import Outcome, Photographer
from sitekit.tensorboard.server import serving

PAGE = "docs/visualise/dashboards.md"


@dataclass(frozen=True)
class Stopwatch(Photographer):
    """Takes the pictures of a page cold, then unchanged; freezes its logs again.

    Attributes:
        pictures: How many pictures there are: each block has two.
        seconds: What took how long.
    """

    pictures: list[int] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def develop(self, exposures: Sequence[Exposure]) -> dict[int, Outcome]:
        """Takes the pictures of a page, with a watch in the hand."""
        self.pictures.append(2 * len(exposures))
        for name, fresh in (("cold", True), ("unchanged", False)):
            start = time.perf_counter()
            developed = photographs.develop(self.settings, exposures, fresh)
            self.seconds[name] = time.perf_counter() - start
        for exposure in exposures:
            dashboard = exposure.dashboard
            if dashboard.is_frozen:
                start = time.perf_counter()
                with serving(exposure.folder, dashboard.logdir) as address:
                    freeze.freeze(address, dashboard.logdir)
                self.seconds["freezing"] = time.perf_counter() - start
        return developed


def measure() -> list[tuple[str, float, str, str]]:
    """What the page's pictures cost: name, seconds, goal and details of each.

    Raises:
        RuntimeError: The page does not pass.
    """
    settings = load()
    watch = Stopwatch(settings)
    engine = Engine(settings, watch)

    def check(block: Block, result: Result) -> None:
        if result.status == "failed" and result.failure:
            what = f"the page does not pass: {result.failure}"
            raise RuntimeError(what)

    try:
        engine.run(Library.read(settings).pages[PAGE], check)
    finally:
        engine.close()
    count = f"{sum(watch.pictures)} pictures, {os.cpu_count()} cores"
    page = "the TensorBoard page's pictures"
    return [
        (f"Seconds for {page}, cold", watch.seconds["cold"], "at most 60", count),
        ("Seconds for them, unchanged", watch.seconds["unchanged"], "0", count),
        (
            "Seconds to freeze its log",
            watch.seconds["freezing"],
            "at most 5",
            "from starting the server to the files of the frozen copy",
        ),
    ]
