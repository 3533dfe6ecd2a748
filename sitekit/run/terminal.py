"""Replays what a program wrote as a terminal would show it."""

import re
from collections.abc import Mapping
from typing import Any

import pyte
from msgspec.structs import replace
from pyte import modes

from sitekit.records.outputs import Figure, Photograph, Shown, Stream

COLUMNS = 160
# What TensorFlow's C++ side says at import and at the first operation about the
# machine: its processor, the GPU that it does not have. Fatal messages stay.
CHATTER = re.compile(
    r"^(?:[IW]\d{4} [\d:.]+ +\d+ \S+:\d+\] "
    r"|E\d{4} [\d:.]+ +\d+ cuda\S*:\d+\] "
    r"|INFO: Created TensorFlow Lite "
    r"|WARNING: All log messages before absl::InitializeLog\(\) is called"
    r"|To enable the following instructions: ).*\n?",
    re.MULTILINE,
)
# Where an object lies in memory, as its repr says: elsewhere in the next run.
ADDRESS = re.compile(r"(?<= at )0x[0-9a-f]{6,16}\b|(?<=\bid=)\d{9,}\b")
# Calls that are not the reader's, in a message that tells where something was made:
# of what runs the page, and inside the packages.
FRAMES = re.compile(
    r'(?:^ *File "(?:sitekit/|<frozen |\.cache/environments/)[^\n]*(?:\n|\Z))+',
    re.MULTILINE,
)


def replay(text: str) -> str:
    """Turns a byte-true transcript into the lines that stay on the screen.

    Carriage returns and backspaces overwrite, cursor movements move, colours
    vanish: a progress bar collapses to its last state.
    """
    text = text.expandtabs(8)
    text = CHATTER.sub("", text)
    if not any(character in text for character in "\r\b\x1b"):
        return text.rstrip()
    # Wide enough that nothing wraps, even where each character fills two cells.
    longest = max(map(len, re.split(r"[\r\n]", text)))
    screen = pyte.Screen(max(COLUMNS, 2 * longest), text.count("\n") + 2)
    screen.set_mode(modes.LNM)
    pyte.Stream(screen).feed(text)
    lines = [_line(screen.buffer[row]) for row in range(screen.lines)]
    return "\n".join(lines).rstrip()


def _line(cells: Mapping[int, Any]) -> str:
    """The text of one row; the cells that nothing was written to do not exist."""
    last = max(cells, default=-1)
    return "".join(
        cells[column].data if column in cells else " " for column in range(last + 1)
    ).rstrip()


def clean(output: Shown, names: dict[str, str]) -> Shown | None:
    """One output as a terminal shows it; None if nothing is left of it.

    Args:
        output: What was recorded.
        names: What stands for each path of this machine.
    """
    if isinstance(output, Figure | Photograph):
        return output
    text = replay(output.text) if isinstance(output, Stream) else output.text
    for path, name in names.items():
        text = text.replace(path, name)
    text = FRAMES.sub("    …\n", ADDRESS.sub("…", text))
    return replace(output, text=text) if text else None
