"""What came of a block: what it showed, or why it did not pass."""

from collections.abc import Callable
from dataclasses import dataclass

from sitekit.records.outputs import Proven, Shown
from sitekit.scan.model import Block


@dataclass(frozen=True)
class Failure:
    """Why a block did not pass, and where and how a person fixes it."""

    path: str
    line: int
    what: str
    details: str = ""
    repair: str = ""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}: {self.what}"
        text += f"\n    fix: {self.repair}" if self.repair else ""
        return f"{text}\n\n{self.details.rstrip()}" if self.details else text


@dataclass
class Result:
    """What one block showed, or why it failed.

    Attributes:
        status: "passed", "raised", "parsed" or "text"; "failed" or "not run".
        seconds: How long it ran.
        outputs: What it showed, in order.
        aid: What was computed for the study aid that it is.
        failure: Why it failed; for a block that was not run, what stopped the page.
    """

    status: str
    seconds: float = 0.0
    outputs: tuple[Shown, ...] = ()
    aid: Proven | None = None
    failure: Failure | None = None


OnResult = Callable[[Block, Result], None]


def failed(block: Block, what: str, details: str = "", repair: str = "") -> Result:
    """The result of a block that did not pass."""
    return Result("failed", failure=Failure(*block.where, what, details, repair))
