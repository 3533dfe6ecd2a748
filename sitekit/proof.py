"""`proof.json` and the table of what proved each page."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from sitekit import weave
from sitekit.library import Library, url
from sitekit.scan import Page
from sitekit.settings import platform_name


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


def build(library: Library) -> dict[str, Any]:
    """Everything that `proof.json` says."""
    pages = []
    versions: dict[str, str] = {}
    for page in proved(library):
        record = library.record(page)
        versions = record.body["versions"].get("default", {}) | versions
        blocks = [
            {
                "source": block.where[0],
                "line": block.where[1],
                "language": block.options.language,
                "status": entry["status"],
                "seconds": entry["seconds"],
                "outputs": len(entry["outputs"]),
            }
            for block, entry in zip(page.blocks, record.body["blocks"], strict=True)
        ]
        pages.append(
            {
                "page": page.path,
                "url": url(page),
                "environment": page.environment,
                "versions": record.body["versions"],
                "key": record.key,
                "ran": _iso(record.body["started"]),
                "seconds": round(record.body["seconds"], 3),
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


def table(library: Library, here: Page, number: int) -> str:
    """The table of all pages and what proved them."""
    rows = []
    up = "../" * url(here).count("/")
    for page in proved(library):
        if page is here:
            continue
        body = library.record(page).body
        ran = sum(entry["status"] in ("passed", "raised") for entry in body["blocks"])
        parsed = sum(entry["status"] == "parsed" for entry in body["blocks"])
        raised = sum(entry["status"] == "raised" for entry in body["blocks"])
        versions = "<br>".join(
            escape(weave.versions_line(found)) for found in body["versions"].values()
        )
        rows.append(
            f'<tr><td><a href="{up}{url(page)}">{escape(page.title)}</a></td>'
            f"<td>{ran}</td><td>{raised}</td><td>{parsed}</td>"
            f"<td>{len(body['values'])}</td><td>{body['seconds']:.1f}</td>"
            f"<td>{_iso(body['started'])[:16].replace('T', ' ')}</td>"
            f"<td>{versions}</td></tr>"
        )
    heads = (
        "Page", "Blocks run", "of these raise", "Parsed", "Inline values",
        "Seconds", "Ran (UTC)", "With",
    )  # fmt: skip
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f'<div class="md-typeset__scrollwrap" data-block="{number}" tabindex="0">'
        '<div class="md-typeset__table"><table class="sg-proof">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</div></div>"
    )
