"""Facts that no run shows, each with its source: dates, versions, what others decided.

They stand in one file, `docs/reference/facts.yml`, and pages name them:
`{{ fact keras-default }}` stands on the page as its words, linked to the source.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sitekit.checkout import Problem, yaml_text
from sitekit.checkout.sources import read_source

FILE = "docs/reference/facts.yml"
KEYS = {"says", "source"}
# An address that ends neither a link in Markdown nor itself.
ADDRESS = re.compile(r"https://[\w.-]+(?:[/?#](?:[^\s()<>{}\"]|\([^\s()<>{}\"]*\))*)?")
NAME = re.compile(r"[\w.-]+")
EXAMPLE = "write a name, and below it `says: words` and `source: https://…`"


@dataclass(frozen=True)
class Fact:
    """One fact.

    Attributes:
        says: Words for a sentence, in Markdown.
        source: The address that says so.
        line: Its line in the file.
    """

    says: str
    source: str
    line: int

    @property
    def linked(self) -> str:
        """Its words in Markdown, as a link to the source."""
        return f"[{self.says}]({self.source})"


def read_facts(root: Path) -> dict[str, Fact]:
    """Reads the file; empty where there is none.

    Args:
        root: The checkout's root.

    Raises:
        Problem: An entry lacks its words or its source, or the file is not YAML.
    """
    if not (root / FILE).is_file():
        return {}
    entries, node = yaml_text.read(FILE, read_source(root, FILE))
    if entries is None:
        return {}
    if not isinstance(entries, dict):
        raise Problem(FILE, 1, "the facts in this file have no names", EXAMPLE)
    lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    found = {}
    for name, entry in entries.items():
        line = lines.get(str(name), 1)
        if not isinstance(entry, dict) or set(entry) != KEYS:
            raise Problem(FILE, line, f"{name!r} is not a complete fact", EXAMPLE)
        says, source = str(entry["says"] or ""), str(entry["source"])
        if not ADDRESS.fullmatch(source):
            what = f"the source of {name!r} is not a web address: {source}"
            raise Problem(FILE, line, what, "name a page that confirms it: `https://…`")
        if not says.strip() or re.search(r"[\[\]{}|\n]|\s#", says.strip()):
            what = f"the words of {name!r} must fit into one link"
            raise Problem(FILE, line, what, "write one line without brackets or braces")
        if not NAME.fullmatch(str(name)):
            what = f"no page can refer to the fact {name!r}"
            raise Problem(
                FILE, line, what, "use lower-case letters and hyphens in its name"
            )
        found[str(name)] = Fact(says.strip(), source, line)
    return found


def fact_words(
    root: Path, name: str, is_linked: bool, problem: Callable[[str, str], Problem]
) -> str:
    """The words of a fact, as a link to its source where a link can stand.

    Args:
        root: The checkout's root.
        name: The fact.
        is_linked: Whether a link can.
        problem: Makes a problem of what is wrong, and its repair.

    Raises:
        Problem: There is no such fact.
    """
    fact = read_facts(root).get(name)
    if fact is None:
        what = f"there is no fact {name!r}"
        raise problem(what, f"add it to {FILE}, with its source")
    return fact.linked if is_linked else fact.says.replace("`", "")
