"""The catalogue of mistakes: what a contributor did, and the message that answers it.

Tests seed each mistake, and compare the message with the catalogue word for word;
they also find errors of this package that have no entry.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from sitekit.checkout import Problem, Problems, yaml_text
from sitekit.checkout.sources import read_source
from sitekit.overviews import error_index
from sitekit.overviews.glossary import SLUG
from sitekit.records.library import Library
from sitekit.scan.addresses import up_from
from sitekit.scan.model import Page
from sitekit.weave.html import inline_html

FILE = "docs/reference/mistakes.yml"
# What an entry may hold.
KEYS = {"says": str, "page": str, "files": dict, "does": str}
EXAMPLE = "write `says: |`, and `page: |`, `files:` or `does:` for what causes it"
TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Mistake:
    """One mistake.

    Attributes:
        name: What was done wrong, in one line.
        files: What to write, by path.
        does: The command that finds the mistake, and its arguments.
        says: The message.
    """

    name: str
    files: dict[str, str | bytes]
    does: tuple[str, ...]
    says: str


def read_mistakes(root: Path) -> dict[str, list[Mistake]]:
    """All mistakes, by their subject; none where there is no such file.

    Raises:
        Problem: The file cannot be read.
        Problems: Some entries are not valid.
    """
    if not (root / FILE).is_file():
        return {}
    values, node = yaml_text.read(FILE, read_source(root, FILE))
    found: dict[str, list[Mistake]] = {}
    problems = []
    for subject, below in _named(node):
        for name, place in _named(below):
            entry = values[subject.value][name.value]
            if _is_entry(entry):
                mistake = _mistake(name.value, entry)
                found.setdefault(subject.value, []).append(mistake)
            else:
                line = place.start_mark.line + 1
                what = f"{name.value!r} is not a valid entry"
                problems.append(Problem(FILE, line, what, EXAMPLE))
    if problems:
        raise Problems(problems)
    return found


def read_catalogue(library: Library) -> dict[str, list[Mistake]]:
    """The mistakes of the checkout that a library is of, read once per build.

    Raises:
        Problem: The file cannot be read.
        Problems: Some entries are not valid.
    """
    return library.once("mistakes", lambda found: read_mistakes(found.settings.root))


def _named(node: Any) -> list[tuple[Any, Any]]:
    """The names in a part of the catalogue, each with what is below it.

    Raises:
        Problem: There is something else.
    """
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    if not pairs or any(name.tag != TEXT for name, _ in pairs):
        line = node.start_mark.line + 1 if node else 1
        what = "this is not a list of names with an entry below each"
        repair = "write subjects, and below each a line for every mistake"
        raise Problem(FILE, line, what, repair)
    return list(pairs)


def _is_entry(entry: Any) -> bool:
    """Whether something has a message, and otherwise only what belongs there."""
    if not isinstance(entry, dict) or "says" not in entry:
        return False
    if not all(isinstance(value, KEYS.get(key, ())) for key, value in entry.items()):
        return False
    files = entry.get("files", {})
    return all(isinstance(x, str | bytes) for item in files.items() for x in item)


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
    for subject, mistakes in read_catalogue(library).items():
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
    for subject, mistakes in read_catalogue(library).items():
        parts.append(f"## {subject}")
        for one in mistakes:
            parts += [one.name, f"```text\n{one.says}\n```"]
    return "\n\n".join(parts)
