"""Front matter: what a page says about itself, each entry with its line.

A Markdown page has it between two lines `---`; a lab has the same as comments,
which is the header that Jupytext knows.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from sitekit.checkout import Problem, yaml_text

FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)-{3}[ \t]*\n", re.DOTALL)
# What holds one text; a number or a list there is a slip.
TEXTS = ("title", "description", "summary", "environment")
BEGINS = re.compile(r"-{3}[ \t]*\n")
# Without front matter MkDocs takes such lines for it, and shows none of them.
TAKEN = re.compile(r" {0,3}[A-Za-z0-9_-]+:")
# Where MkDocs ends it, too.
DOTS = re.compile(r"(?m)^\.{3}[ \t]*$")
LAB_HEADER = re.compile(r"\A# -{3}[ \t]*\n((?:#.*\n)*?)# -{3}[ \t]*\n")


@dataclass(frozen=True)
class Name:
    """One name in a list, and the line that it stands on."""

    text: str
    line: int


@dataclass(frozen=True)
class Front:
    """The front matter of one page.

    Attributes:
        values: What it says, as YAML reads it.
        lines: The line of each key, and then those of the items of its list.
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def names(self, path: str, key: str) -> tuple[Name, ...]:
        """The names that are listed under a key; none where there is no such key.

        Raises:
            Problem: There is something else under the key.
        """
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise Problem(
                path,
                self.lines[key][0],
                f"`{key}` is not a list of names",
                f"write `{key}: [one, another]`, or `{key}: []` for none",
            )
        return tuple(map(Name, value, self.lines.get(key, (1,))[1:]))


def split_front_matter(path: str, text: str) -> tuple[Front, str, int]:
    """Splits a page into its front matter, its body and the body's line offset.

    Raises:
        Problem: The front matter cannot be read.
    """
    match = FRONT_MATTER.match(text)
    if not match:
        if BEGINS.match(text):
            what, repair = "the front matter does not end", "add a line `---` below it"
            raise Problem(path, 1, what, repair)
        if TAKEN.match(text):
            what = (
                "MkDocs takes the first line for front matter, so it would not be shown"
            )
            repair = "put a heading above it, or a line `---` above and below it"
            raise Problem(path, 1, what, repair)
        return Front(), text, 0
    if dots := DOTS.search(match[1]):
        line = match[1].count("\n", 0, dots.start()) + 2
        what, repair = "a line `...` ends the front matter", "write `---` instead"
        raise Problem(path, line, what, repair)
    return _read(path, match[1]), text[match.end() :], match[0].count("\n")


def split_lab_header(path: str, text: str) -> tuple[Front, str]:
    """Splits a lab into its header and a text of as many lines without it.

    Raises:
        Problem: The header cannot be read.
    """
    match = LAB_HEADER.match(text)
    if not match:
        return Front(), text
    header = re.sub(r"(?m)^# ?", "", match[1])
    return _read(path, header), "\n" * match[0].count("\n") + text[match.end() :]


def _read(path: str, text: str) -> Front:
    """Reads YAML that begins on the second line of a file.

    Raises:
        Problem: It cannot be read, or a value is not what its key holds.
    """
    try:
        node = yaml_text.compose(text)
        values = yaml_text.load(text)
    except yaml.YAMLError as error:
        broken = yaml_text.problem(error, path, 2, "the front matter")
        raise broken from None
    if not isinstance(node, yaml.MappingNode):
        raise Problem(
            path,
            1,
            "the front matter has no `key: value` lines",
            "add one, or delete the front matter",
        )
    lines = {}
    for key, value in node.value:
        items = value.value if isinstance(value, yaml.SequenceNode) else []
        marks = [found.start_mark.line + 2 for found in (key, *items)]
        if key.value in TEXTS and not isinstance(values[key.value], str):
            what = f"`{key.value}` is not text"
            repair = f'put it in quotes: `{key.value}: "…"`'
            raise Problem(path, marks[0], what, repair)
        if key.value in TEXTS and "{{" in values[key.value]:
            what = f"`{key.value}` is not computed: the site would show the braces"
            raise Problem(
                path, marks[0], what, "write it without inline values and claims"
            )
        lines[str(key.value)] = tuple(marks)
    return Front(values, lines)
