"""All pages of a checkout with their records, as a build needs them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from shlex import quote
from typing import Any, TypeVar

from msgspec.structs import replace as replaced

from sitekit.checkout import Problem, Problems
from sitekit.checkout.settings import Settings, load
from sitekit.records.safe import safe_entries
from sitekit.records.store import Record, find_record
from sitekit.scan.addresses import url
from sitekit.scan.model import Page
from sitekit.scan.site import scan_site

REPAIR = "nox -s site"
T = TypeVar("T")


@dataclass
class Library:
    """Pages and records, read once per build.

    Attributes:
        settings: The checkout's settings.
        pages: All pages and labs, by path.
        found: The records of those that have one, by path.
        preview: Whether pictures may be missing, as there is no browser.
    """

    settings: Settings
    pages: dict[str, Page] = field(default_factory=dict)
    found: dict[str, Record | None] = field(default_factory=dict)
    preview: bool = False
    _safe: dict[str, Record] = field(default_factory=dict, init=False, repr=False)
    _once: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, name: str, read: Callable[["Library"], T]) -> T:
        """What is read from all pages once per build, and not once per page."""
        if name not in self._once:
            self._once[name] = read(self)
        found: T = self._once[name]
        return found

    @classmethod
    def read(cls, settings: Settings | None = None) -> "Library":
        """Scans all pages.

        Raises:
            Problems: Pages or snippets are not as they should be.
        """
        library = cls(settings or load())
        library.pages = {page.path: page for page in scan_site(library.settings)}
        return library

    def record(self, page: Page) -> Record:
        """The valid record of a page; nothing that it shows can come alive.

        Raises:
            Problem: There is none for exactly this code.
            Problems: It holds outputs that cannot be shown.
        """
        record = self._find(page)
        if record is None:
            path, line = page.blocks[0].where
            raise Problem(
                path,
                line,
                f"{page.path} has no passing run of exactly this code, these files "
                "and this environment",
                f"{REPAIR}  (or only this page: nox -s page -- {quote(page.path)})",
            )
        if page.path not in self._safe:
            blocks = safe_entries(page, record.body.blocks)
            body = replaced(record.body, blocks=blocks)
            self._safe[page.path] = replace(record, body=body)
        return self._safe[page.path]

    def _find(self, page: Page) -> Record | None:
        if page.path not in self.found:
            self.found[page.path] = find_record(self.settings, page, self.preview)
        return self.found[page.path]

    def lend(self, records: Mapping[str, Record]) -> None:
        """In a preview: has records stand in for those that are missing.

        Args:
            records: The records, by the path of their page.
        """
        self.found = dict(records)
        self._safe.clear()

    def stale(self) -> list[Page]:
        """The pages that have to run before the site can be built."""
        return [
            page
            for page in self.pages.values()
            if page.runs and self._find(page) is None
        ]

    def require_records(self) -> None:
        """Checks that every page is proved, and can be shown.

        Raises:
            Problems: The pages that are not, and the outputs that cannot.
        """
        problems: list[Problem] = []
        for page in self.pages.values():
            try:
                if page.runs:
                    self.record(page)
            except Problem as problem:
                problems.append(problem)
            except Problems as several:
                problems += several.problems
        if problems:
            raise Problems(problems)

    def find(self, markdown: str) -> Page | None:
        """The page whose body is this Markdown."""
        for page in self.pages.values():
            if page.body.strip() == markdown.strip():
                return page
        return None

    def at(self, address: str) -> Page | None:
        """The page at an address, relative to the site's root."""
        for page in self.pages.values():
            if url(page) == address:
                return page
        return None
