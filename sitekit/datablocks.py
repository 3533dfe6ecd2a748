"""Parses blocks of data: what is shown as JSON, YAML or TOML is just that."""

import json
import tomllib

import yaml

from sitekit.problems import Problem
from sitekit.scan import Block


def parse(block: Block) -> None:
    """Parses a data block.

    Raises:
        Problem: It is not well formed; the line is the one that a person edits.
    """
    try:
        if block.options.language == "json":
            json.loads(block.code)
        elif block.options.language == "yaml":
            list(yaml.safe_load_all(block.code))
        else:
            tomllib.loads(block.code)
    except (ValueError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        number = mark.line + 1 if mark else getattr(error, "lineno", 1)
        line = block.lines[min(number, len(block.lines)) - 1]
        language = block.options.language.upper()
        raise Problem(
            line.path, line.number, f"not {language}: {error}", f"mend the {language}"
        ) from None
