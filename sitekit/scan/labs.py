"""Labs: long, code-led walks, kept as Jupytext percent scripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sitekit.checkout.problems import Problem
from sitekit.checkout.sources import Line

CELL = re.compile(r"^# %%(?P<rest>.*)$")
OPTION = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True)
class Cell:
    """One cell of a lab.

    Attributes:
        line: The line of its `# %%` header.
        is_markdown: Whether it is prose.
        options: The options in its header.
        lines: Its code, or its prose without the comment signs.
    """

    line: int
    is_markdown: bool
    options: dict[str, str]
    lines: tuple[Line, ...] = field(default=())


def read_cells(path: str, text: str) -> Iterator[Cell]:
    """Reads the cells of a Jupytext percent script, with their true lines.

    Raises:
        Problem: There is code above the first cell, or a header has something
            that is no option.
    """
    header: tuple[int, bool, dict[str, str]] | None = None
    lines: list[Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = CELL.match(line)
        if match:
            if header:
                yield _cell(path, header, lines)
            rest = match["rest"].strip()
            is_markdown = rest.startswith("[markdown]")
            rest = rest.removeprefix("[markdown]").strip()
            if OPTION.sub("", rest).strip():
                raise Problem(
                    path,
                    number,
                    f"this cell header cannot be read: {line}",
                    'write `# %%`, `# %% [markdown]` or `# %% alt="…"`',
                )
            header, lines = (number, is_markdown, dict(OPTION.findall(rest))), []
        elif header:
            lines.append(Line(line, path, number))
        elif line.strip():
            raise Problem(
                path,
                number,
                "this line stands above the first cell",
                "begin the lab with a line `# %% [markdown]`",
            )
    if header:
        yield _cell(path, header, lines)


def _cell(
    path: str, header: tuple[int, bool, dict[str, str]], lines: list[Line]
) -> Cell:
    number, is_markdown, options = header
    while lines and not lines[-1].text.strip():
        lines.pop()
    while lines and not lines[0].text.strip():
        lines.pop(0)
    if is_markdown:
        for line in lines:
            if line.text.strip() and not line.text.startswith("#"):
                raise Problem(
                    path,
                    line.number,
                    "a line of a Markdown cell does not begin with `#`",
                    "put `# ` before it",
                )
        lines = [
            Line(line.text[1:].removeprefix(" "), path, line.number) for line in lines
        ]
    return Cell(number, is_markdown, options, tuple(lines))
