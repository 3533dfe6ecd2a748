"""The catalogue of mistakes: what a contributor did, and what the guide says to it.

Tests seed each mistake, and hold what is said against the catalogue word by word;
they also find every error of this package that has no entry.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sitekit.checkout import yaml_text
from sitekit.checkout.sources import read_source
from sitekit.overviews import error_index
from sitekit.overviews.glossary import SLUG
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


def mistakes_page(library: Library, here: Page, number: int) -> Markup:
    """The HTML of the catalogue.

    Args:
        library: All pages.
        here: The page that shows it.
        number: The block on it that stands for the catalogue.
    """
    look = up_from(here.name) + error_index.LOOK
    html = Markup('<link rel="stylesheet" href="{}">').format(look)
    section = Markup('<h2 id="{}">{}</h2><ul class="sg-messages">{}</ul>')
    for subject, mistakes in read_mistakes(library.settings.root).items():
        anchor = SLUG(subject, "-")
        html += section.format(anchor, subject, Markup().join(map(_entry, mistakes)))
    # Who searches for an error message looks for one of TensorFlow's.
    catalogue = Markup('<div data-block="{}" data-search-exclude>{}</div>')
    return catalogue.format(number, html)


def _entry(mistake: Mistake) -> Markup:
    return Markup(
        '<li><p>{}</p><pre class="sg-error" tabindex="0">\n{}</pre></li>'
    ).format(inline_html(mistake.name), mistake.says)


def mistakes_markdown(library: Library, site: str) -> str:
    """The catalogue as Markdown."""
    parts = []
    for subject, mistakes in read_mistakes(library.settings.root).items():
        parts.append(f"## {subject}")
        for one in mistakes:
            parts += [one.name, f"```text\n{one.says}\n```"]
    return "\n\n".join(parts)
