"""A page as an executed notebook, made from its record."""

import json
from typing import Any

from sitekit.aids import exercises
from sitekit.records.store import Record
from sitekit.scan.model import Block, Page
from sitekit.weave.aid_markdown import CHECK, solution, task, whole_aid
from sitekit.weave.prose import nowhere, page_parts
from sitekit.weave.scripts import commands


def to_notebook(
    page: Page, record: Record, environment: str, *, outputs: bool = True
) -> str:
    """A page as an executed notebook, for one of its environments.

    Args:
        page: The page.
        record: Its record.
        environment: The environment.
        outputs: Whether with what the blocks showed.
    """
    cells = []
    # A lab's page is rendered from its notebook, in the site's dialect.
    for part in page_parts(page, record, None if page.is_lab else nowhere):
        if isinstance(part, str):
            cells.append(_markdown(part))
        else:
            shown = record.body["blocks"][part.number]["outputs"] if outputs else []
            if part.options.is_aid:
                entry = record.body["blocks"][part.number]
                cells += _aid(page, part, entry, environment)
            else:
                cells.append(_cell(part, shown, environment))
    cells = [cell for cell in cells if cell is not None]
    python = record.body["versions"][environment]["python"]
    for number, entry in enumerate(cells):
        entry["id"] = f"cell-{number}"
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


def _cell(block: Block, shown: list[dict[str, Any]], environment: str) -> Any:
    """A block as a notebook cell; None where it has no place in one."""
    kind = block.options.kind
    if kind == "overview" or block.options.is_picture:
        return None
    if kind in ("data", "text") or block.options.server:
        return _markdown(f"```{block.options.language}\n{block.code}\n```")
    if block.environment != environment:
        return _markdown(
            f"*Run in the environment `{block.environment}`:*\n\n"
            f"```python\n{block.code}\n```"
        )
    code = block.code
    if kind == "console":
        code = "\n".join(f"!{command}" for command in commands(block))
    tags = ["raises-exception"] if block.options.raises else []
    return {
        "cell_type": "code",
        "execution_count": block.number + 1,
        "metadata": {"tags": tags} if tags else {},
        "outputs": [_output(output, block) for output in shown],
        "source": code,
    }


def _aid(
    page: Page, block: Block, entry: dict[str, Any], environment: str
) -> list[dict[str, Any]]:
    """A study aid; in an exercise, what the reader is to write is a cell of code."""
    output = entry["outputs"][0]
    if block.options.kind != "exercise" or block.environment != environment:
        return [_markdown(whole_aid(page, block, output))]
    start, check = (
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {"tags": ["raises-exception"]},  # until it is solved
            "outputs": [],
            "source": output["code"][name].rstrip(),
        }
        for name in (exercises.START, exercises.CHECK)
    )
    return [
        _markdown(task(block)),
        start,
        _markdown(CHECK),
        check,
        _markdown(solution(output)),
    ]


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _output(output: dict[str, Any], block: Block) -> dict[str, Any]:
    kind, text = output["type"], output.get("text", "")
    if kind in ("stream", "note"):
        return {"output_type": "stream", "name": "stdout", "text": text + "\n"}
    if kind == "warning":
        text = f"{output['name']}: {text}\n"
        return {"output_type": "stream", "name": "stderr", "text": text}
    if kind == "error":
        return {
            "output_type": "error",
            "ename": output["name"],
            "evalue": text.removeprefix(f"{output['name']}: "),
            "traceback": text.split("\n"),
        }
    if kind == "value":
        data = {"text/plain": text}
        if "html" in output:
            data["text/html"] = output["html"]
        return {
            "output_type": "execute_result",
            "data": data,
            "metadata": {},
            "execution_count": block.number + 1,
        }
    mime = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    data = {mime: output["data"], "text/plain": block.options.alt}
    return {"output_type": "display_data", "data": data, "metadata": {}}
