"""The settings in `mkdocs.yml` that the guide rests on, read without MkDocs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sitekit.checkout import yaml_text
from sitekit.checkout.problems import Problem, Problems
from sitekit.checkout.sources import read_source

FILE = "mkdocs.yml"
EXTENSION = "sitekit.skins.markdown_extension"
# What the pages' links are made of.
WANTED = ("site_url", "site_description", "extra.repository", "extra.branch")


@dataclass(frozen=True)
class Site:
    """What all pages of the site have in common.

    Attributes:
        name: Its name.
        description: What it is, in one sentence.
        address: Its absolute address, with a slash at the end.
        repository: The address of its repository on GitHub, without one.
        branch: The branch of the repository that it is built from.
    """

    name: str
    description: str
    address: str
    repository: str
    branch: str


def read_site(root: Path) -> Site:
    """Reads what all pages have in common.

    Raises:
        Problem: The file cannot be read.
        Problems: Settings are missing.
    """
    found = {key: setting(root, key) for key in ("site_name", *WANTED)}
    missing = [key for key in WANTED if not found[key]]
    if missing:
        what = "{} is missing: the links on the pages are built from it"
        raise Problems(
            [
                Problem(FILE, line_of(root, key), what.format(key), f"add {key}")
                for key in missing
            ]
        )
    return Site(
        found["site_name"],
        found["site_description"],
        found["site_url"].rstrip("/") + "/",
        found["extra.repository"].rstrip("/"),
        found["extra.branch"],
    )


def setting(root: Path, key: str) -> str:
    """What stands under a key, as in "extra.branch"; "" if nothing.

    Raises:
        Problem: The file cannot be read.
    """
    node = node_at(root, key)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def names_extension(root: Path, name: str = EXTENSION) -> bool:
    """Whether a Markdown extension is named; so it is where there is no such file.

    Raises:
        Problem: The file cannot be read.
    """
    if not (root / FILE).is_file():
        return True
    return name in _names(node_at(root, "markdown_extensions"))


def tags_allowed(root: Path) -> set[str]:
    """The tags that pages may have.

    Raises:
        Problem: The file cannot be read.
    """
    plugins = _names(node_at(root, "plugins"))
    named = plugins.get("tags") or plugins.get("material/tags")
    return set(_names(_under(named, "tags_allowed")[0]))


def _names(node: Any) -> dict[str, Any]:
    """The entries of a list of names, each with its settings, if it has any.

    MkDocs takes a mapping for such a list, too.
    """
    found: dict[str, Any] = {}
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.MappingNode):
            found |= {str(key.value): value for key, value in item.value}
        elif isinstance(item, yaml.ScalarNode):
            found[item.value] = None
    return found


def node_at(root: Path, key: str) -> Any:
    """What stands under a key, as a node of YAML; None if nothing.

    Raises:
        Problem: The file cannot be read.
    """
    return _find(root, key)[0]


def line_of(root: Path, key: str) -> int:
    """The line of a key, or of what it belongs under; 1 where there is neither.

    Raises:
        Problem: The file cannot be read.
    """
    return _find(root, key)[1]


def _find(root: Path, key: str) -> tuple[Any, int]:
    """What stands under a key, and the last line on the way there.

    Raises:
        Problem: The file cannot be read.
    """
    if not (root / FILE).is_file():
        return None, 1
    # Composed, not loaded: it names objects that only MkDocs makes.
    try:
        node: Any = yaml_text.compose(read_source(root, FILE))
    except yaml.YAMLError as error:
        broken = yaml_text.problem(error, FILE, 1, "this")
        raise broken from None
    if not isinstance(node, yaml.MappingNode):
        what, repair = "this file has no settings", "start it with `site_name: …`"
        raise Problem(FILE, 1, what, repair)
    line = 1
    for part in key.split("."):
        node, line = _under(node, part, line)
    return node, line


def _under(node: Any, key: str, line: int = 1) -> tuple[Any, int]:
    """What stands under a key, and the line of the key; None, and the line given."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found = {  # of two, the last
        name.value: (value, name.start_mark.line + 1) for name, value in pairs
    }
    return found.get(key, (None, line))
