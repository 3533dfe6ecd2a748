"""The table of changes to the guide that were noticed, as `nox -s mutate` found it."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from markupsafe import Markup

from sitekit.checkout.sources import read_written
from sitekit.records.library import Library
from sitekit.scan.model import Page

FILE = "docs/reference/mutants.json"
REPAIR = "nox -s mutate"


class Tried(msgspec.Struct, frozen=True):
    """What the file says.

    Attributes:
        date: The day of the run.
        commit: What was checked out.
        seed: What chance began with.
        kinds: By kind how many changes were noticed, and how many were made.
    """

    date: str
    commit: str
    seed: int
    kinds: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    kind: str
    noticed: int
    made: int

    @property
    def share(self) -> str:
        """How many were noticed, in percent."""
        return f"{self.noticed / self.made:.0%}" if self.made else ""


def read_tried(root: Path) -> Tried | None:
    """Reads the file; None where there is none.

    Raises:
        Problem: It is not as the command writes it.
    """
    return read_written(root, FILE, Tried, REPAIR)


def _rows(tried: Tried) -> list[Row]:
    found = [Row(kind, *pair) for kind, pair in tried.kinds.items()]
    whole = Row("all", sum(r.noticed for r in found), sum(r.made for r in found))
    return [*found, whole]


def mutants_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of the table.

    Args:
        library: All pages.
        here: The page that shows it.
        number: The block on it that stands for the table.
    """
    tried = read_tried(library.settings.root)
    if tried is None:
        none = Markup('<p data-block="{}" data-search-exclude>{}</p>')
        return none.format(number, f"Nothing has been tried yet: {REPAIR} does it.")
    body = Markup()
    for row in _rows(tried):
        cells = [row.kind, str(row.made), str(row.noticed), row.share]
        body += Markup("<tr><td>{}</td></tr>").format(Markup("</td><td>").join(cells))
    says = f"Tried on {tried.date}, with the seed {tried.seed}"
    says += f", at commit {tried.commit}." if tried.commit else "."
    head = Markup().join(
        map(
            Markup('<th scope="col">{}</th>').format,
            ("What was changed", "Changes", "Noticed", "Share"),
        )
    )
    return Markup(
        '<div class="sg-proof" data-block="{}" data-search-exclude>'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table><p>{}</p></div>"
    ).format(number, head, body, says)


def mutants_markdown(library: Library, site: str) -> str:
    """The table as Markdown."""
    tried = read_tried(library.settings.root)
    if tried is None:
        return f"Nothing has been tried yet: `{REPAIR}` does it."
    lines = ["| What was changed | Changes | Noticed | Share |", "|---|---|---|---|"]
    for row in _rows(tried):
        lines.append(f"| {row.kind} | {row.made} | {row.noticed} | {row.share} |")
    return "\n".join(lines)
