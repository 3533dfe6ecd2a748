"""What a preview knows of a page whose run has not ended, or did not pass."""

import threading
import time

from sitekit.aids import Text
from sitekit.aids.cards import Dealt, Given
from sitekit.aids.exercises import Exercise
from sitekit.aids.quiz import Asked, Quiz
from sitekit.records.key import SCHEMA
from sitekit.records.outputs import Body, Entry, Note, Practised, Proven, Raised, Shown
from sitekit.records.store import Record
from sitekit.run import Result
from sitekit.scan.model import Block, Page

RUNNING = "This block is being run …"
NOT_BEGUN = "This block was not run."
NOT_RUN = "Not run: the page stopped at an error."
UNKNOWN = "…"


class Draft:
    """One run of one page, as far as it has come; without a key it never begins."""

    def __init__(self, page: Page, key: str) -> None:
        self.page = page
        self.key = key
        self.results: dict[int, Result] = {}
        self.done = threading.Event()

    @property
    def stands(self) -> str:
        """How far it has come: a key of `stamp.STANDS`."""
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
