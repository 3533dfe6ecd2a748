"""JSON as it is defined: Python's reader lets more pass, and ends at great depths."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise

from sitekit.checkout.yaml_text import DEEPEST

TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
NO_NUMBERS = ("NaN", "Infinity", "-Infinity")


class Unfit(ValueError):
    """What is not the data that it should be, or what no reader should read.

    Attributes:
        line: Its line, counted from 1.
        repair: What a person can do about it.
    """

    def __init__(self, what: str, line: int, repair: str) -> None:
        super().__init__(what)
        self.line = line
        self.repair = repair


def check(text: str) -> None:
    """Checks that a text is JSON.

    Raises:
        Unfit: It is not; a key stands twice in one object; or it is nested too
            deeply.
        ValueError: There is a number of too many digits in it.
    """
    for what, line, repair in _faults(text):
        raise Unfit(what, line, repair)
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise Unfit(str(error), error.lineno, "correct the JSON") from None


def _faults(text: str) -> Iterator[tuple[str, int, str]]:
    """What is wrong although Python reads it, each with its line and a repair."""
    keys: list[set[str]] = []  # of the objects and lists around, those of a list empty
    tokens = [(found[0], found.start()) for found in TOKEN.finditer(text)]
    for (token, at), (after, _) in pairwise([*tokens, ("", 0)]):
        what, repair = "", ""
        if token in ("{", "["):
            keys.append(set())
            if len(keys) > DEEPEST:
                what = f"it is nested more than {DEEPEST} levels deep here"
                repair = "use fewer levels"
        elif token in ("}", "]"):
            keys = keys[:-1]
        elif token in NO_NUMBERS:
            what = f"{token} is not a JSON number"
            repair = "write null, or text in quotes"
        elif after == ":" and keys:
            if token in keys[-1]:
                what, repair = f"{token} occurs twice", "delete one of the two"
            keys[-1].add(token)
        if what:
            yield what, text.count("\n", 0, at) + 1, repair
