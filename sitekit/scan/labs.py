"""Labs: long, code-led walks, kept as Jupytext percent scripts.

A lab becomes Markdown of as many lines, in which everything stands on the line
that a person edits. From there on it is a page like the others.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sitekit.checkout import Problem
from sitekit.scan.fences import LOOKS_LIKE_A_FENCE
from sitekit.scan.sections import LOOKS_LIKE_AN_INCLUDE

CELL = re.compile(r"# %%.*")
PROSE = "[markdown]"
OPTIONS = re.compile(r'(?:\s+(?:\.[\w-]+|[a-zA-Z][a-zA-Z0-9_]*="[^"]*"))*')
TICKS = re.compile(r"`{3,}")


def to_markdown(path: str, text: str) -> str:
    """A lab as Markdown: prose without comment signs, and a block for each code cell.

    A block opens on the line above its code, which is the cell's header but for blank
    lines, and closes on the line below it.

    Args:
        path: The lab, relative to the root.
        text: Its text without the front matter, with as many lines.

    Raises:
        Problem: A line stands above the first cell, a header cannot be read, or a line
            is none that its cell may have.
    """
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if CELL.fullmatch(line)]
    ends = [*starts, len(lines)]
    for number in range(ends[0]):
        if lines[number].strip():
            what = "this line is above the first cell"
            repair = f"start the lab with a line `# %% {PROSE}`"
            raise Problem(path, number + 1, what, repair)
    made = [""] * (len(lines) + 1)
    for start, end in pairwise(ends):
        header = _header(path, start + 1, lines[start])
        cell = dict(enumerate(lines[start + 1 : end], start + 1))
        if header == PROSE:
            found = _prose(path, cell)
        else:
            found = _block(path, start, header, cell)
        for number, line in found:
            if made[number]:
                what = "there is no blank line between the code above and this cell"
                raise Problem(path, number + 1, what, "put one above this line")
            made[number] = line
    return "\n".join(made)


def _header(path: str, number: int, line: str) -> str:
    """What a cell's header says: `PROSE`, or the options of a block.

    Raises:
        Problem: It cannot be read.
    """
    rest = line.removeprefix("# %%").rstrip()
    if rest.strip() == PROSE:
        return PROSE
    if not OPTIONS.fullmatch(rest):
        what = f"this cell header cannot be read: {line}"
        repair = f'write `# %%`, `# %% {PROSE}` or `# %% alt="…"`'
        raise Problem(path, number, what, repair)
    return rest


def _prose(path: str, cell: dict[int, str]) -> Iterator[tuple[int, str]]:
    for number, line in cell.items():
        if line.strip() and not line.startswith("#"):
            what = "a line of a Markdown cell does not begin with `#`"
            raise Problem(path, number + 1, what, "put `# ` before it")
        prose = line[1:].removeprefix(" ")
        if LOOKS_LIKE_A_FENCE.match(prose):
            what = "a fenced block in a lab's prose is not run"
            raise Problem(path, number + 1, what, "use a code cell")
        yield number, prose


def _block(
    path: str, start: int, options: str, cell: dict[int, str]
) -> Iterator[tuple[int, str]]:
    code = [number for number, line in cell.items() if line.strip()]
    first, last = (code[0], code[-1]) if code else (start + 1, start)
    runs = [len(run) for line in cell.values() for run in TICKS.findall(line)]
    ticks = "`" * max([3, *(run + 1 for run in runs)])
    yield first - 1, f"{ticks}{{.python{options}}}"
    for number in range(first, last + 1):
        if LOOKS_LIKE_AN_INCLUDE.match(cell[number]):
            what = "a lab cannot include code: it is a program of its own"
            raise Problem(path, number + 1, what, "write the code here")
        yield number, cell[number]
    yield last + 1, ticks
