"""The catalogue of mistakes: what a contributor did, and what the guide says to it.

Tests seed each mistake, and hold what is said against the catalogue word by word;
they also find every error of this package that has no entry.
"""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from sitekit.checkout import yaml_text
from sitekit.checkout.sources import read_source
from sitekit.overviews import error_index
from sitekit.records.library import Library
from sitekit.scan.addresses import up_from
from sitekit.scan.model import Page
from sitekit.weave.html import inline_html

FILE = "docs/reference/mistakes.yml"


@dataclass(frozen=True)
class Mistake:
    """One mistake.

    Attributes:
        name: What was done wrong, in one line.
        files: What to write, by path; with `+` behind the path it is added to the
            file, with `-` taken out of it.
        does: The command that meets the mistake, and its arguments.
        says: What it says then.
    """

    name: str
    files: dict[str, str | bytes]
    does: tuple[str, ...]
    says: str


def read_mistakes(root: Path) -> dict[str, list[Mistake]]:
    """All mistakes, by their subject."""
    return {
        subject: [_mistake(name, entry) for name, entry in entries.items()]
        for subject, entries in yaml_text.load(read_source(root, FILE)).items()
    }


def _mistake(name: str, entry: dict[str, Any]) -> Mistake:
    files = entry.get("files", {})
    if "page" in entry:
        files = {"docs/page.md": entry["page"], **files}
    does = tuple(entry.get("does", "read").split(" ", 2))
    return Mistake(name, files, does, entry["says"].rstrip())


def mistakes_page(library: Library, here: Page, number: int) -> str:
    """The HTML of the catalogue.

    Args:
        library: All pages.
        here: The page that shows it.
        number: The block on it that stands for the catalogue.
    """
    html = f'<link rel="stylesheet" href="{up_from(here.name)}{error_index.LOOK}">'
    for subject, mistakes in read_mistakes(library.settings.root).items():
        anchor = re.sub(r"[^a-z0-9]+", "-", subject.lower()).strip("-")
        html += f'<h2 id="{anchor}">{escape(subject)}</h2>'
        html += f'<ul class="sg-messages">{"".join(map(_entry, mistakes))}</ul>'
    # Who searches for an error message looks for one of TensorFlow's.
    return f'<div data-block="{number}" data-search-exclude>{html}</div>'


def _entry(mistake: Mistake) -> str:
    says = escape(mistake.says, quote=False)
    return (
        f"<li><p>{inline_html(mistake.name)}</p>"
        f'<pre class="sg-error" tabindex="0">\n{says}</pre></li>'
    )


def mistakes_markdown(library: Library, site: str) -> str:
    """The catalogue as Markdown."""
    parts = []
    for subject, mistakes in read_mistakes(library.settings.root).items():
        parts.append(f"## {subject}")
        for one in mistakes:
            parts += [one.name, f"```text\n{one.says}\n```"]
    return "\n\n".join(parts)
