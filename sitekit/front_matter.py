"""What a page or a lab says about itself, above its text."""

import re
from typing import Any

import yaml

from sitekit.problems import Problem

FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)-{3}[ \t]*\n", re.DOTALL)
LAB_HEADER = re.compile(r"\A# -{3}[ \t]*\n(?:#.*\n)*?# -{3}[ \t]*\n")


def split(path: str, text: str) -> tuple[dict[str, Any], str, int]:
    """Splits a page into its front matter, its body and the body's line offset."""
    match = FRONT_MATTER.match(text)
    if not match:
        return {}, text, 0
    try:
        front = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0)
        raise Problem(
            path, line + 2, f"front matter is not YAML: {error}", "mend the YAML"
        ) from None
    if not isinstance(front, dict):
        raise Problem(
            path, 1, "the front matter holds no `key: value`", "add one, or delete it"
        )
    return front, text[match.end() :], match[0].count("\n")


def split_lab(path: str, text: str) -> tuple[dict[str, Any], str]:
    """Splits a lab into its Jupytext header and the rest, whose lines stay in place."""
    match = LAB_HEADER.match(text)
    if not match:
        return {}, text
    header = re.sub(r"^# ?", "", match[0], flags=re.MULTILINE)
    front, _, height = split(path, header)
    return front, "\n" * height + text[match.end() :]
