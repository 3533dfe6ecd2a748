"""Parses blocks of data: what is shown as JSON, YAML or TOML is just that."""

import re
import sys
import tomllib

import yaml

from sitekit.checkout import Problem, yaml_text
from sitekit.checkout.yaml_text import DEEPEST
from sitekit.run.json_text import Unfit
from sitekit.run.json_text import check as check_json
from sitekit.scan.model import Block

# A key of TOML in its parts: `a.b."c"`.
DEEP_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"""
    f"{{{DEEPEST}}}"
)


def parse_data(block: Block) -> None:
    """Parses a data block.

    Raises:
        Problem: It is not well formed; the line is the one that a person edits.
    """
    try:
        if block.language == "json":
            check_json(block.code)
        elif block.language == "yaml":
            yaml_text.load_all(block.code)
        else:
            _check_keys(block.code)
            tomllib.loads(block.code)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        number = mark.line + 1 if mark else getattr(error, "line", _line(error))
        path, line = block.where
        if block.lines:
            last = block.lines[min(number, len(block.lines)) - 1]
            path, line = last.path, last.number
        language = block.language.upper()
        repair = getattr(error, "repair", f"correct the {language}")
        what = f"not valid {language}: {error}"
        if isinstance(error, RecursionError):  # of TOML, whose reader has no limit
            what, repair = "this is nested too deeply to be read", "use fewer levels"
        raise Problem(path, line, what, repair) from None


def _check_keys(text: str) -> None:
    """Looks for a key of very many parts: each nests a level, and takes longer.

    Raises:
        Unfit: There is one.
    """
    if found := DEEP_KEY.search(text):
        what = f"it is nested more than {DEEPEST} levels deep here"
        raise Unfit(what, text.count("\n", 0, found.start()) + 1, "use fewer levels")


def _line(error: Exception) -> int:
    """The line of an error; the last one where it says none: "at end of document"."""
    match = re.search(r"\bline (\d+)", str(error))
    return int(match[1]) if match else sys.maxsize
