"""A page as an executed notebook, made from its record."""

import ast
import json
import re
from collections.abc import Sequence
from typing import Any, assert_never

from sitekit.aids import exercises
from sitekit.aids.exercises import Exercise
from sitekit.records.outputs import (
    Figure,
    Missing,
    Note,
    Photograph,
    Practised,
    Proven,
    Raised,
    Shown,
    Stream,
    Value,
    Warned,
)
from sitekit.records.store import Record
from sitekit.scan.model import Block, Page
from sitekit.weave.aid_markdown import CHECK, solution, task, whole_aid
from sitekit.weave.html import Textual, plain_text
from sitekit.weave.prose import depths, fenced, nowhere, out_of_list, page_parts
from sitekit.weave.scripts import commands

# What IPython takes for a variable of Python's: not between single quotes.
DOLLAR = re.compile(r"\$(?=[\w.]+(?:[^']*'[^']*')*[^']*$)")

# What is IPython's own: magic, commands, questions, calls without brackets.
OWN = re.compile(r"(?m)^\s*[%!?,;/]|=\s*[%!]|\?\s*$")
# What it takes away: blanks where a cell begins, and prompts.
TAKEN = re.compile(r"\A\s*\n?[ \t]|(?m:^)\s*(?:>>>|In \[)")

# A cell, or an output of one, as nbformat 4 has it.
Cell = dict[str, Any]


def to_notebook(page: Page, record: Record, environment: str) -> str:
    """A page as an executed notebook, for one of its environments."""
    cells: list[Cell] = []
    depth, in_list = 0, depths(page)
    for part in page_parts(page, record, nowhere):
        if isinstance(part, str):
            cells.append(_markdown(out_of_list(part, depth)))
            continue
        depth = in_list[part.number]
        entry = record.body.blocks[part.number]
        if part.options.is_aid:
            cells += _aid(page, part, entry.aid, environment)
        else:
            cells += _cells(part, entry.outputs, environment)
    python = record.body.versions[environment]["python"]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    # Plain data instead of nbformat's objects, which check themselves at every
    # step: a test checks the finished notebooks.
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python", "version": python},
            "title": page.title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cells(block: Block, shown: Sequence[Shown], environment: str) -> list[Cell]:
    """A block as a notebook cell; none where it has no place in one."""
    kind = block.options.kind
    if kind == "overview" or block.options.is_picture:
        return []
    if kind in ("data", "text") or block.options.server:
        return [_markdown(fenced(block.language, block.code))]
    if block.environment != environment:
        where = f"*Run in the environment `{block.environment}`:*"
        return [_markdown(f"{where}\n\n{fenced('python', block.code)}")]
    if kind == "python" and block.options.raises and is_read_otherwise(block.code):
        texts = [plain_text(one) for one in shown if isinstance(one, Textual)]
        parts = [("python", block.code), *(("text", text) for text in texts)]
        return [_markdown("\n\n".join(fenced(*part) for part in parts))]
    code = block.code
    if kind == "console":
        code = "\n".join(f"!{_as_typed(command)}" for command in commands(block))
    tags = ["raises-exception"] if block.options.raises else []
    return [
        {
            "cell_type": "code",
            "execution_count": block.number + 1,
            "metadata": {"tags": tags} if tags else {},
            "outputs": [_output(output, block) for output in shown],
            "source": code,
        }
    ]


def is_read_otherwise(code: str) -> bool:
    """Whether a notebook makes sense of code that is no Python, and runs it."""
    try:
        compile(code, "<block>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        pass
    else:
        return False
    awaits = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        compile(code, "<block>", "exec", flags=awaits, dont_inherit=True)
    except (SyntaxError, ValueError):
        return bool(OWN.search(code) or TAKEN.search(code))
    return True


def _as_typed(command: str) -> str:
    """A command in which a notebook puts nothing of its own for `{x}` and `$x`."""
    parts = re.split(r"(?<=[{}])", command)  # as Python's own formatter takes it apart
    text = "".join(DOLLAR.sub("$$", part) for part in parts)
    return text.replace("{", "{{").replace("}", "}}")


def _aid(page: Page, block: Block, aid: Proven | None, environment: str) -> list[Cell]:
    """A study aid; in an exercise, what the reader is to write is a cell of code."""
    match block.content, aid:
        case Exercise() as exercise, Practised() if block.environment == environment:
            return [
                _markdown(task(exercise)),
                _to_solve(aid.code[exercises.START]),
                _markdown(CHECK),
                _to_solve(aid.code[exercises.CHECK]),
                _markdown(solution(aid)),
            ]
        case _:
            return [_markdown(whole_aid(page, block, aid))]


def _to_solve(code: str) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"tags": ["raises-exception"]},  # until it is solved
        "outputs": [],
        "source": code.rstrip(),
    }


def _markdown(text: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _output(output: Shown, block: Block) -> Cell:
    match output:
        case Stream() | Note() | Missing():
            return _stream("stdout", f"{output.text}\n")
        case Warned():
            return _stream("stderr", f"{output.name}: {output.text}\n")
        case Raised():
            return {
                "output_type": "error",
                "ename": output.name,
                "evalue": output.text.removeprefix(f"{output.name}: "),
                "traceback": output.text.split("\n"),
            }
        case Value():
            html = {"text/html": output.html} if output.html else {}
            return {
                "output_type": "execute_result",
                "data": {"text/plain": output.text} | html,
                "metadata": {},
                "execution_count": block.number + 1,
            }
        case Figure():
            mime = {"svg": "image/svg+xml", "png": "image/png"}[output.form]
            data = {mime: output.data, "text/plain": block.options.alt}
            return {"output_type": "display_data", "data": data, "metadata": {}}
        case Photograph():
            raise TypeError("a dashboard has no cell in a notebook")
        case _:
            assert_never(output)


def _stream(name: str, text: str) -> Cell:
    return {"output_type": "stream", "name": name, "text": text}
