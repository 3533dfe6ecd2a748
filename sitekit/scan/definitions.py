"""The glossary's text: the run of the page that explains a term bears it out.

A claim in a definition is decided by that page's run, after its last Python block.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from sitekit.checkout import Problem, yaml_text
from sitekit.checkout.sources import read_source
from sitekit.scan import claims
from sitekit.scan.claims import Claimed

FILE = "docs/reference/glossary.yml"
BESIDE = re.compile(r"\{\{\s*(?:fact|survived)\b")


def read_definitions(root: Path) -> claims.Text:
    """The glossary's text, with the words of its claims; empty where there is none.

    Args:
        root: The checkout's root.

    Raises:
        Problem: The file or a claim in it cannot be read.
    """
    if not (root / FILE).is_file():
        return claims.Text("", "")
    text = read_source(root, FILE)
    # What stands in other files may change while this one stays as it is.
    taken = _taken.__wrapped__ if BESIDE.search(text) else _taken
    return taken(root, text)


@lru_cache(maxsize=4)  # each page asks for it
def _taken(root: Path, text: str) -> claims.Text:
    found = claims.take_out(root, FILE, text, 0, [], is_prose=False)
    for number, line in enumerate(found.body.split("\n"), 1):
        if "{{" in line and not line.lstrip().startswith("#"):
            what = "a definition is not computed: the site would show these braces"
            repair = 'write `{{ "words" if expression }}`, on one line'
            raise Problem(FILE, number, what, repair)
    return found


def claims_of(root: Path, name: str) -> list[Claimed]:
    """The claims in the definitions of the terms that a page explains.

    Args:
        root: The checkout's root.
        name: The page's name.

    Raises:
        Problem: The file or a claim in it cannot be read.
    """
    text = read_definitions(root)
    pages = _pages(text.body) if text.claims else ()
    found = []
    for claim in text.claims:
        before = [page for line, page in pages if line <= claim.line]
        if before and before[-1] == name:
            found.append(claim)
    return found


def masked_definitions(root: Path) -> list[tuple[int, str]]:
    """The line and the text of each definition, with signs for its claims.

    Args:
        root: The checkout's root.

    Raises:
        Problem: The file or a claim in it cannot be read.
    """
    return list(_values(read_definitions(root).masked, "definition"))


@lru_cache(maxsize=4)
def _pages(text: str) -> Sequence[tuple[int, str]]:
    """The line of each entry, and the page that it names."""
    return list(_values(text, "page", of_entry=True))


def _values(
    text: str, wanted: str, of_entry: bool = False
) -> Iterator[tuple[int, str]]:
    """What the entries say under a key, with its line, or with the entry's."""
    _, root = yaml_text.read(FILE, text)
    for entry in root.value if isinstance(root, yaml.SequenceNode) else ():
        for key, value in entry.value if isinstance(entry, yaml.MappingNode) else ():
            if key.value == wanted:
                place = entry if of_entry else value
                yield place.start_mark.line + 1, str(value.value)
