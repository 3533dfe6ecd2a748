"""YAML, read by libyaml where there is one: ten times as fast as in Python."""

from functools import lru_cache
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from sitekit.checkout.problems import Problem

REPAIR = "correct the YAML; text that contains a special character needs quotes"
DEEPEST = 100  # levels; libyaml would end the whole process at some 10,000
BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(BASE):  # whichever there is
    """The loader, which says where a value stands that there is not."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """Makes a value of a node; `2001-99-99` is not a date.

        Raises:
            ConstructorError: There is no such value.
        """
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise ConstructorError(None, None, str(error), node.start_mark) from None


class Unfit(yaml.MarkedYAMLError):
    """What YAML lets pass, or no reader survives.

    Attributes:
        repair: What a person can do about it.
    """

    def __init__(self, what: str, mark: Any, repair: str) -> None:
        super().__init__(None, None, what, mark)
        self.repair = repair


def _check_depth(text: str) -> None:
    """Looks how deep a text is nested, before any reader goes down there.

    Raises:
        Unfit: Too deep.
        yaml.YAMLError: The text is not YAML.
    """
    flow = text.count("[") + text.count("{")
    longest = max(map(len, text.split("\n")))
    if flow + 2 * longest <= DEEPEST:  # what nests by indentation needs a column each
        return
    depth = 0
    for event in yaml.parse(text, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            what = f"it is nested more than {DEEPEST} levels deep here"
            raise Unfit(what, event.start_mark, "use fewer levels")


def _check_keys(root: Any) -> None:
    """Looks for a key that stands twice: YAML's readers pass over the first.

    Raises:
        Unfit: There is one.
    """
    nodes, seen = [root], set()
    while nodes:
        node = nodes.pop()
        if id(node) in seen or not isinstance(node, yaml.CollectionNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value[::-1]
            continue
        keys = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, key.value) in keys:
                    what = f"`{key.value}` occurs twice"
                    raise Unfit(what, key.start_mark, "delete one of the two")
                keys.add((key.tag, key.value))
        nodes += [child for pair in node.value[::-1] for child in pair[::-1]]


def load(text: str) -> Any:
    """What a text says.

    Raises:
        yaml.YAMLError: The text is not YAML, or no reader should read it.
    """
    _check_keys(compose(text))
    return yaml.load(text, Loader)


def load_all(text: str) -> list[Any]:
    """What each document of a text says.

    Raises:
        yaml.YAMLError: The text is not YAML, or no reader should read it.
    """
    _check_depth(text)
    for document in yaml.compose_all(text, Loader):
        _check_keys(document)
    return list(yaml.load_all(text, Loader))


def problem(error: yaml.YAMLError, path: str, first: int, text: str) -> Problem:
    """What to tell of a text that is not YAML.

    Args:
        error: Why it is not.
        path: Its file.
        first: The line of the file that it begins on.
        text: What to call it.
    """
    parts = [getattr(error, name, None) for name in ("context", "problem")]
    reason = ", ".join(part for part in parts if part) or "it cannot be read"
    return Problem(
        path,
        getattr(getattr(error, "problem_mark", None), "line", 0) + first,
        f"{text} is not valid YAML: {reason}",
        getattr(error, "repair", REPAIR),
    )


def read(path: str, text: str) -> tuple[Any, Any]:
    """What a file of the checkout says, and its nodes, which know their lines.

    Args:
        path: The file, relative to the root.
        text: Its text.

    Raises:
        Problem: It is not YAML.
    """
    try:
        return load(text), compose(text)
    except yaml.YAMLError as error:
        broken = problem(error, path, 1, "this")
        raise broken from None


@lru_cache(maxsize=1024)  # a study aid is read for its page, its notebook, its deck …
def compose(text: str) -> Any:
    """A text's nodes, which know their lines; they must not be changed.

    Raises:
        yaml.YAMLError: The text is not YAML, or nested too deeply.
    """
    _check_depth(text)
    return yaml.compose(text, Loader)
