"""The build that is going on: its pages, and what its skins keep until it ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sitekit.checkout.settings import Settings, load
from sitekit.overviews import check_guide
from sitekit.records.library import Library

# What a preview does first: it gives the pages without a record one to show.
Prepare = Callable[[Library], None]
_PREPARE: ContextVar[Prepare | None] = ContextVar("prepare", default=None)


@contextmanager
def preparing(prepare: Prepare) -> Iterator[None]:
    """Has the builds that begin meanwhile do something first, as a preview does."""
    token = _PREPARE.set(prepare)
    try:
        yield
    finally:
        _PREPARE.reset(token)


class Build:
    """One build of one checkout.

    Attributes:
        library: All pages with their records.
        parts: The parts of each page that wait outside of it, by its address.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.library = Library.read(settings or load())
        self.parts: dict[str, list[str]] = {}

    def begin(self) -> None:
        """Refuses what is wrong, and what is not proved.

        Raises:
            Problems: Mistakes, or pages without a record.
        """
        check_guide(self.library)
        self.prepare()
        self.library.require_records()

    def prepare(self) -> None:
        """Does what a preview does first; nothing in other builds."""
        if prepare := _PREPARE.get():
            self.library.preview = True
            prepare(self.library)
