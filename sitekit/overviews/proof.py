"""`proof.json` and the table of each page's run."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from sitekit.checkout.navigation import read_navigation
from sitekit.checkout.settings import platform_name
from sitekit.records.library import Library
from sitekit.scan.addresses import up_from, url
from sitekit.scan.model import Page
from sitekit.scan.site import tried_conclusions
from sitekit.weave.aids import aid_counts
from sitekit.weave.html import link

COLUMNS = (
    "Page",
    "Blocks",
    "not run",
    "that raise",
    "Values",
    "Claims",
    "Checks",
    "Experiments",
    "Marked",
    "Seconds",
    "TensorFlow",
    "Ran (UTC)",
)


def _commit(library: Library) -> str:
    """The commit that is checked out; "" where there is no git."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"],
            cwd=library.settings.root,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def proved(library: Library) -> Iterator[Page]:
    """The pages that have blocks or values."""
    return (page for page in library.pages.values() if page.runs)


def proof_json(library: Library) -> dict[str, Any]:
    """Everything that `proof.json` says."""
    pages = []
    versions: dict[str, str] = {}
    for page in proved(library):
        record = library.record(page)
        versions = record.body.versions.get("default", {}) | versions
        blocks = [
            {
                "source": block.where[0],
                "line": block.where[1],
                "language": block.language,
                "status": entry.status,
                "seconds": entry.seconds,
                "outputs": len(entry.outputs) + bool(entry.aid),
            }
            for block, entry in zip(page.blocks, record.body.blocks, strict=True)
        ]
        pages.append(
            {
                "page": page.path,
                "url": url(page),
                "environment": page.environment,
                "versions": record.body.versions,
                "key": record.key,
                "ran": _iso(record.body.started),
                "seconds": round(record.body.seconds, 3),
                **aid_counts(page),
                "claims": len(page.claims),
                "marked": dict(page.marks),
                "blocks": blocks,
            }
        )
    return {
        "schema": 1,
        "tensorflow": versions.get("tensorflow", ""),
        "keras": versions.get("keras", ""),
        "python": versions.get("python", ""),
        "platform": platform_name(),
        "built": _iso(datetime.now(UTC).timestamp()),
        "commit": _commit(library),
        "pages": pages,
    }


def _iso(timestamp: float) -> str:
    return datetime.fromtimestamp(timestamp, UTC).isoformat(timespec="seconds")


def rows(library: Library) -> Iterator[tuple[Page, list[int], list[list[str]]]]:
    """The pages with code in the order of the navigation, each with its cells.

    Yields:
        The page, its numbers, which can be added up, and the lines of its last cells.
    """
    root = library.settings.root
    entries = [each for part in read_navigation(root) for each in part.entries]
    order = {entry.name: number for number, entry in enumerate(entries)}
    tried = tried_conclusions(root)
    pages = (page for page in proved(library) if page.environments)
    for page in sorted(pages, key=lambda page: order.get(page.name, len(order))):
        body = library.record(page).body
        statuses = [entry.status for entry in body.blocks]
        numbers = [
            len(statuses),
            statuses.count("text"),
            statuses.count("raised"),
            len(body.values),
            len(page.claims),
            sum(block.options.check for block in page.blocks),
            tried[page.path],
            sum(page.marks.values()),
        ]
        versions = [
            found.get("tensorflow") or f"JAX {found.get('jax', '')}".strip()
            for found in body.versions.values()
        ]
        ran = _iso(body.started)[:16].split("T")
        yield page, numbers, [[f"{body.seconds:.1f}"], versions, ran]


def proof_page(library: Library, here: Page, number: int) -> Markup:
    """The table of each page's run."""
    body, found = Markup(), list(rows(library))
    up = up_from(here.name)
    for page, numbers, cells in found:
        row = [link(up + url(page), page.title), *map(str, numbers)]
        row += map(Markup("<br>").join, cells)
        body += Markup("<tr><td>{}</td></tr>").format(Markup("</td><td>").join(row))
    columns = zip(*(numbers for _, numbers, _ in found), strict=True)
    foot = ["All", *(f"{sum(column):,}" for column in columns)]
    foot += [""] * (len(COLUMNS) - len(foot))
    head = Markup().join(map(Markup('<th scope="col">{}</th>').format, COLUMNS))
    return Markup(
        '<div class="sg-proof" data-block="{}" data-search-exclude>'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody>"
        "<tfoot><tr><td>{}</td></tr></tfoot></table></div>"
    ).format(number, head, body, Markup("</td><td>").join(foot))


def proof_markdown(library: Library, site: str) -> str:
    """The table as Markdown."""
    lines = [COLUMNS, ["---"] * len(COLUMNS)]
    for page, numbers, cells in rows(library):
        link = f"[{page.title}]({site}{url(page)})"
        lines.append([link, *map(str, numbers), *(", ".join(cell) for cell in cells)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
