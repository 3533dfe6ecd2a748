"""The notebook and the script that each page offers, made from its record."""

import ast
import json
import re
import textwrap
from pathlib import Path
from typing import Any

from sitekit.library import Library, url
from sitekit.page import Block, Page
from sitekit.records import Record
from sitekit.scan import VALUE

ADMONITION = re.compile(r'^(?:!!!|\?\?\?\+?)\s+[\w-]+(?:\s+"(?P<title>.*)")?\s*$')
TAB = re.compile(r'^===\+?\s+"(?P<title>.*)"\s*$')
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)[^)]+\)(?:\{[^}]*\})?")
FUTURE = re.compile(r"^from __future__ import .*\n", re.MULTILINE)
ATTRIBUTES = re.compile(r"\{\s*[.#:][^}]*\}")


def _stem(page: Page) -> str:
    """The file name that a page's downloads share, without the ending."""
    return url(page).rstrip("/").rsplit("/", 1)[-1] or "index"


def names(page: Page) -> list[tuple[str, str]]:
    """Pairs of a file stem and the environment that it is for."""
    stem = _stem(page)
    return [
        (
            stem if environment == page.environment else f"{stem}-{environment}",
            environment,
        )
        for environment in page.environments
    ]


def links(page: Page) -> list[tuple[str, str]]:
    """Pairs of a relative address and a label, for the page's stamp."""
    found = []
    several = len(page.environments) > 1
    for stem, environment in names(page):
        suffix = f" ({environment})" if several else ""
        found.append((f"{stem}.ipynb", f"Notebook{suffix}"))
        found.append((f"{stem}.py", f"Script{suffix}"))
    return found + [(name, name) for name in _data(page)]


def _data(page: Page) -> dict[str, str]:
    """The data files of a page: file name to path below `snippets/`."""
    return {Path(n).name: n for block in page.blocks for n in block.options.data}


def files(library: Library) -> dict[str, bytes]:
    """All downloads of the site: relative address to content."""
    made = {}
    snippets = library.settings.root / "snippets"
    for page in library.pages.values():
        if not page.environments:
            continue
        record = library.record(page)
        folder = url(page)
        for stem, environment in names(page):
            notebook = to_notebook(page, record, environment)
            made[f"{folder}{stem}.ipynb"] = notebook.encode()
            made[f"{folder}{stem}.py"] = to_script(page, environment).encode()
        for file, path in _data(page).items():
            made[f"{folder}{file}"] = (snippets / path).read_bytes()
    return made


def _values(page: Page, record: Record) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    seen: dict[int, int] = {}
    for value, text in zip(page.values, record.body["values"], strict=True):
        place = seen.get(value.line, 0)
        seen[value.line] = place + 1
        found[value.line, place] = text
    return found


def _prose(page: Page, record: Record, first: int, last: int) -> str:
    """The Markdown of some lines of a page, as plain Markdown for a notebook."""
    values = _values(page, record)
    lines = []
    for number, line in enumerate(page.body.split("\n"), page.offset + 1):
        if not first <= number < last:
            continue
        place = -1

        def fill(match: re.Match[str], number: int = number) -> str:
            nonlocal place
            place += 1
            return values[number, place]

        line = VALUE.sub(fill, line)
        for marker in (ADMONITION, TAB):
            match = marker.match(line.strip())
            if match:
                title = match["title"] or ""
                line = f"**{title}**\n" if title else ""
        lines.append(ATTRIBUTES.sub("", LINK.sub(r"\1", line)))
    text = "\n".join(line.rstrip() for line in lines)
    text = re.sub(r"^ {4,}(?=\S)", "", text, flags=re.MULTILINE)
    text = re.sub(r"</?div[^>]*>", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _ends(page: Page) -> list[int]:
    """The first line below each block."""
    return [
        block.line + 2 + (block.raw.count("\n") + 1 if block.raw else 0)
        for block in page.blocks
    ]


def to_notebook(page: Page, record: Record, environment: str) -> str:
    """A page as an executed notebook, for one of its environments."""
    if page.is_lab:
        cells = _lab_cells(page, record)
    else:
        cells = []
        above = page.offset + 1
        ends = _ends(page)
        for block, end in zip(page.blocks, ends, strict=True):
            _add_prose(cells, _prose(page, record, above, block.line))
            cell = _cell(block, record.body["blocks"][block.number], environment)
            if cell is not None:
                cells.append(cell)
            above = end
        _add_prose(cells, _prose(page, record, above, 10**9))
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


def _add_prose(cells: list[Any], text: str) -> None:
    if text:
        cells.append(_markdown(text))


def _lab_cells(page: Page, record: Record) -> list[Any]:
    from sitekit.labs import read_cells

    cells: list[Any] = []
    blocks = iter(page.blocks)
    for cell in read_cells(page.path, page.body):
        if cell.is_markdown:
            _add_prose(cells, "\n".join(line.text for line in cell.lines))
        else:
            block = next(blocks)
            entry = record.body["blocks"][block.number]
            cells.append(_cell(block, entry, page.environment))
    return cells


def _cell(block: Block, entry: dict[str, Any], environment: str) -> Any:
    """A block as a notebook cell; None where it has no place in one."""
    kind = block.options.kind
    if kind in ("overview", "tensorboard", "diagram"):
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
        code = "\n".join(f"!{command}" for command in _commands(block))
    tags = ["raises-exception"] if block.options.raises else []
    return {
        "cell_type": "code",
        "execution_count": block.number + 1,
        "metadata": {"tags": tags} if tags else {},
        "outputs": [_output(output, block) for output in entry["outputs"]],
        "source": code,
    }


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


def to_script(page: Page, environment: str) -> str:
    """A page's code as one script that runs from top to bottom."""
    opening = f'"""{page.title}: the code of this page, from top to bottom."""'
    parts = []
    shell = any(
        block.options.kind == "console"
        and block.environment == environment
        and not block.options.server
        for block in page.blocks
    )
    if shell:
        parts.append("import subprocess")
    for block in page.blocks:
        if block.environment != environment:
            continue
        if block.options.kind == "python":
            parts.append(_python(block))
        elif block.options.kind == "console":
            parts.append(_shell(block))
    code = "\n\n".join(parts)
    futures = "".join(dict.fromkeys(FUTURE.findall(code)))  # Python wants them first
    return f"{opening}\n\n{futures}{FUTURE.sub('', code)}\n"


def _python(block: Block) -> str:
    heading = f"# {block.heading}\n" if block.heading else ""
    if not block.options.raises:
        return heading + block.code
    try:
        ast.parse(block.code)
    except SyntaxError as error:  # as part of a script, it would spoil the rest
        return f"{heading}# {error.msg}:\n{textwrap.indent(block.code, '# ')}"
    return (
        f"{heading}try:\n{textwrap.indent(block.code, '    ')}\n"
        f"except Exception as error:  # this block shows what goes wrong\n"
        f'    print(f"{{type(error).__name__}}: {{error}}")'
    )


def _commands(block: Block) -> list[str]:
    return [line.text[2:] for line in block.lines if line.text.strip()]


def _shell(block: Block) -> str:
    commands = _commands(block)
    if block.options.server:
        return "# In a terminal:\n" + "\n".join(f"# $ {line}" for line in commands)
    return "\n".join(
        f"subprocess.run({line!r}, shell=True, check={not block.options.exit})"
        for line in commands
    )
