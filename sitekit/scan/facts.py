"""Facts that no run shows, each with its source: dates, versions, what others decided.

They stand in one file, `docs/reference/facts.yml`, and pages name them:
`{{ fact keras-default }}` stands on the page as its words, linked to the source.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from sitekit.checkout import Problem, yaml_text
from sitekit.checkout.sources import read_source

FILE = "docs/reference/facts.yml"
KEYS = {"says", "source"}
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
        Problem: An entry lacks its words or its source, or the file is no YAML.
    """
    if not (root / FILE).is_file():
        return {}
    text = read_source(root, FILE)
    try:
        entries, node = yaml_text.load(text), yaml_text.compose(text)
    except yaml.YAMLError as error:
        broken = yaml_text.problem(error, FILE, 1, "this")
        raise broken from None
    if entries is None:
        return {}
    if not isinstance(entries, dict):
        raise Problem(FILE, 1, "these are no facts", EXAMPLE)
    lines = [key.start_mark.line + 1 for key, _ in node.value]
    found = {}
    for (name, entry), line in zip(entries.items(), lines, strict=True):
        if not isinstance(entry, dict) or set(entry) != KEYS:
            raise Problem(FILE, line, f"{name!r} is no fact", EXAMPLE)
        says, source = str(entry["says"]), str(entry["source"])
        if not source.startswith("https://"):
            what = f"the source of {name!r} is no address: {source}"
            raise Problem(FILE, line, what, "name a page that says it: `https://…`")
        if "[" in says or "\n" in says.strip():
            what = f"the words of {name!r} are to be one link"
            raise Problem(FILE, line, what, "write one line, without brackets")
        found[str(name)] = Fact(says.strip(), source, line)
    return found
