"""No path of this machine, and no line that moves, in what a page shows.

A record holds for a page's code, and not for where that code stands in a file: an
edit of the prose above it moves the lines, and runs nothing. So what an output says
of a line of the page's code is said by the block, which is part of the key.
"""

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from sitekit.records.outputs import Figure, Photograph, Shown, Stream, Value
from sitekit.scan.model import Page

# A path ends here: what goes on is another path.
BEFORE, AFTER = r"(?<![\w.~…-])", r"(?![\w-]|\.\w)"
# What Python says of a call in the code that runs pages, and the lines below it.
MACHINERY = re.compile(r'^( *)File "sitekit/[^\n]*\n(?:\1 +[^\n]*\n)*', re.MULTILINE)
NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"
# What cannot be written, and what turns the direction of the sentence around a value.
NOT_IN_A_VALUE = re.compile("[\0\u202a-\u202e\u2066-\u2069]")
LINE = re.compile(r'((?:docs|snippets)/[\w./-]+\.(?:md|py))(", line |:)(\d+)\b')


def names(
    root: Path, name: str, paths: Mapping[str, str], own: Mapping[str, str]
) -> dict[str, str]:
    """What stands for each path of this machine, the longest first.

    Args:
        root: The checkout.
        name: The environment.
        paths: The paths of the environment's process, by what they are.
        own: The page's own folders, and their names.
    """
    library = Path(paths.get("library", "")).name
    known = {
        "environment": f".cache/environments/{name}",
        "python": "…",
        "library": f"…/lib/{library}",
        "home": "~",
        "machinery": "sitekit",
    }
    found = {paths[key]: known[key] for key in known if key in paths}
    found[tempfile.gettempdir()] = "/tmp"
    found[str(root)] = ""
    found.update(own)
    for path, stands in list(found.items()):
        found.setdefault(os.path.realpath(path), stands)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def without_paths(text: str, names: Mapping[str, str]) -> str:
    """A text in which each path has its name."""
    wanted = "|".join(map(re.escape, names))

    def named(match: re.Match[str]) -> str:
        name, slash = names[match[1]], match[2] or ""
        return f"{name}{slash}" if name else "" if slash else "."

    text = re.sub(f"{BEFORE}({wanted})(?:(/)|{AFTER})", named, text)
    return MACHINERY.sub("", text)


def by_blocks(page: Page, number: int) -> Callable[[str], str]:
    """Names the lines of a page's code by their blocks, up to the one that ran.

    Args:
        page: The page.
        number: The number of the block that ran.
    """
    lines = {
        (line.path, line.number): (block.number + 1, place)
        for block in page.blocks[: number + 1]
        for place, line in enumerate(block.lines, 1)
    }

    def named(match: re.Match[str]) -> str:
        path, between, line = match[1], match[2], int(match[3])
        if (path, line) not in lines:
            return match[0]
        block, place = lines[path, line]
        return f"block {block}{between}{place}"

    return lambda text: LINE.sub(named, text)


def changed(output: Shown, change: Callable[[str], str]) -> Shown:
    """An output whose texts are changed."""
    if isinstance(output, Photograph):
        return output
    if isinstance(output, Figure):
        data = output.data if output.form == "png" else change(output.data)
        return replace(output, data=data)
    if isinstance(output, Value):
        output = replace(output, html=change(output.html))
    # A terminal shows nothing there; in HTML, the character may not stand.
    nothing = "" if isinstance(output, Stream) else NO_CHARACTER
    return replace(output, text=change(output.text.replace("\0", nothing)))
