"""Replays what a program wrote as a terminal would show it."""

import re

from msgspec.structs import replace

from sitekit.records.outputs import Figure, Photograph, Shown, Value
from sitekit.run.sheet import Sheet

# All that a terminal does not show as a character, but for the end of a line.
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
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
    text = CHATTER.sub("", text)
    if CONTROLS.search(text):
        sheet = Sheet()
        sheet.write(text)
        text = sheet.text()
    return text.rstrip()


def clean(output: Shown) -> Shown | None:
    """One output as a terminal shows it; None if nothing is left of it."""
    if isinstance(output, Figure | Photograph):
        return output
    text = FRAMES.sub("    …\n", ADDRESS.sub("…", replay(output.text)))
    is_seen = text or (isinstance(output, Value) and output.html)
    return replace(output, text=text) if is_seen else None
