"""YAML, read by libyaml where there is one: ten times as fast as in Python."""

from functools import lru_cache
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from sitekit.checkout.problems import Problem

BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(BASE):  # whichever there is
    """The loader, which says where a value stands that there is not."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """Makes a value of a node; `2001-99-99` is no date.

        Raises:
            ConstructorError: There is no such value.
        """
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise ConstructorError(None, None, str(error), node.start_mark) from None


def load(text: str) -> Any:
    """What a text says.

    Raises:
        yaml.YAMLError: The text is not YAML.
    """
    return yaml.load(text, Loader)


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
        f"{text} is not YAML: {reason}",
        "mend the YAML; a text with a special sign in it needs quotes",
    )


@lru_cache(maxsize=1024)  # a study aid is read for its page, its notebook, its deck …
def compose(text: str) -> Any:
    """A text's nodes, which know their lines; nobody may change them.

    Raises:
        yaml.YAMLError: The text is not YAML.
    """
    return yaml.compose(text, Loader)
