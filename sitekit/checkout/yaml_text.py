"""YAML, read by libyaml where there is one: ten times as fast as in Python."""

from functools import lru_cache
from typing import Any

import yaml

from sitekit.checkout.problems import Problem

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str) -> Any:
    """What a text says.

    Raises:
        yaml.YAMLError: The text is not YAML.
    """
    return yaml.load(text, LOADER)


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
    return yaml.compose(text, LOADER)
