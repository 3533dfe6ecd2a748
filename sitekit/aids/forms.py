"""Reads the YAML of a study aid, each text with its line.

Every scalar is taken as it is written: `no` is a word here, and `1.0` keeps its
zero.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from sitekit.checkout import Problem, yaml_text
from sitekit.checkout.sources import VALUE, Excerpt, Line

QUOTES = "put the text in quotes, or write `>-` and start the text on the next line"
# The shortest that each can be.
EXAMPLES = {
    "cards": "write `- {id: …, front: …, back: …}`",
    "exercise": "write `name: …`, `title: …` and `task: …`, each on its line",
    "quiz": "write `question: …`, `answer: …`, `why: …` and `typed: true`, each on "
    "its line",
}


@dataclass(frozen=True)
class Text:
    """A text, and where a person edits it."""

    text: str
    path: str
    line: int

    @property
    def expressions(self) -> list[str]:
        """The inline values in it."""
        return VALUE.findall(self.text)

    def problem(self, what: str, repair: str) -> Problem:
        """What is wrong with it."""
        return Problem(self.path, self.line, what, repair)


def filled(texts: Iterable[Text], values: Iterable[str]) -> Iterator[str]:
    """Each text on one line, with its values in it.

    Args:
        texts: Texts in which values may stand.
        values: The values of all of them, in order.
    """
    computed = iter(values)
    for said in texts:
        text = VALUE.sub(lambda _: next(computed), said.text)
        yield " ".join(text.split())


class Form:
    """One mapping with known keys.

    Raises:
        Problem: It is not a mapping, has an unknown key or one twice, or lacks one.
    """

    def __init__(
        self, excerpt: Excerpt, node: Any, required: set[str], optional: set[str]
    ) -> None:
        self.excerpt = excerpt
        self.here = _text_at(excerpt, node)
        what = excerpt.language.removesuffix("s")
        if not isinstance(node, yaml.MappingNode):
            repair = "write " + " and ".join(f"`{key}: …`" for key in sorted(required))
            raise self.here.problem(f"this {what} has no `key: value` lines", repair)
        self.nodes: dict[str, Any] = {}
        for key, value in node.value:
            name = _text_at(excerpt, key)
            if name.text not in required | optional:
                known = ", ".join(f"`{k}`" for k in sorted(required | optional))
                raise name.problem(
                    f"unknown key `{name.text}` in this {what}", f"use one of: {known}"
                )
            if name.text in self.nodes:
                raise name.problem(f"`{name.text}` occurs twice", "delete one")
            self.nodes[name.text] = value
        for missing in sorted(required - set(self.nodes)):
            raise self.here.problem(
                f"this {what} has no `{missing}`", f"add a line `{missing}: …`"
            )

    def optional(self, key: str) -> Text | None:
        """The text under a key; None where there is no such key.

        Raises:
            Problem: There is no text under it.
        """
        return self._text(self.nodes[key]) if key in self.nodes else None

    def required(self, key: str) -> Text:
        """The text under a key that has to be there."""
        return self._text(self.nodes[key])

    def _text(self, node: Any) -> Text:
        said = _text_at(self.excerpt, node)
        if not isinstance(node, yaml.ScalarNode) or not said.text.strip():
            repair = "write it; put it in quotes if it contains a special character"
            raise said.problem("text is required here", repair)
        return said

    def code(self, key: str) -> tuple[Line, ...]:
        """The lines of code under a key; none where there is no such key."""
        said = self.optional(key)
        if said is None:
            return ()
        block_scalar = self.nodes[key].style in ("|", ">")
        first = self.nodes[key].start_mark.line + block_scalar
        return tuple(
            Line(text, *_place(self.excerpt, first + number))
            for number, text in enumerate(said.text.rstrip().split("\n"))
        )

    def texts(self, key: str) -> list[Text]:
        """The texts of the list under a key; none where there is no such key."""
        return [self._text(item) for item in self._items(key)]

    def forms(self, key: str, required: set[str], optional: set[str]) -> list["Form"]:
        """The mappings of the list under a key."""
        return [Form(self.excerpt, i, required, optional) for i in self._items(key)]

    def pairs(self, key: str) -> list[tuple[Text, Text]]:
        """The entries of the mapping under a key."""
        node = self.nodes.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            where = _text_at(self.excerpt, node)
            raise where.problem(f"`{key}` is not a mapping", "write `choice: reason`")
        return [(self._text(k), self._text(v)) for k, v in node.value]

    def _items(self, key: str) -> Iterator[Any]:
        node = self.nodes.get(key)
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            where = _text_at(self.excerpt, node)
            raise where.problem(f"`{key}` is not a list", "start each entry with `- `")
        yield from node.value


def document(excerpt: Excerpt) -> Any:
    """The YAML of a block.

    Raises:
        Problem: The block is empty, or not YAML.
    """
    try:
        node = yaml_text.compose(excerpt.code)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it cannot be read"
        raise Problem(
            *_place(excerpt, mark.line if mark else 0),
            f"not valid YAML: {reason}",
            getattr(error, "repair", QUOTES),
        ) from None
    if node is None or node.value == []:
        what = f"this {excerpt.language} block is empty"
        raise excerpt.problem(what, EXAMPLES[excerpt.language])
    return node


def items(excerpt: Excerpt) -> list[Any]:
    """The entries of a block that is one list."""
    node = document(excerpt)
    if not isinstance(node, yaml.SequenceNode):
        where = _text_at(excerpt, node)
        raise where.problem("this is not a list", "start each entry with `- `")
    return list(node.value)


def _text_at(excerpt: Excerpt, node: Any) -> Text:
    text = node.value if isinstance(node, yaml.ScalarNode) else ""
    return Text(text, *_place(excerpt, node.start_mark.line))


def _place(excerpt: Excerpt, number: int) -> tuple[str, int]:
    """File and line of a line of the YAML, counted from 0."""
    if not excerpt.lines:
        return excerpt.page, excerpt.line
    line = excerpt.lines[min(number, len(excerpt.lines) - 1)]
    return line.path, line.number
