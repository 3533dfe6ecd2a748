"""The `diagram` fence: a filter on an image, drawn from the toolbox's layout."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from snippets.toolbox.padding import Layout, layout, transposed_layout

from sitekit.checkout.sources import Excerpt
from sitekit.drawings import grids
from sitekit.drawings.grids import Axis, Words

OPTIONS = frozenset(
    {
        "dilation_rate",
        "kernel_size",
        "operation",
        "output_padding",
        "padding",
        "size",
        "stride",
    }
)
FLAGS = frozenset({"animated"})
OPERATIONS = ("convolution", "max pool", "average pool", "transposed")
MODES = ("valid", "same", "causal")
MOST = 16  # cells along an axis that can still be read on a phone
PAIR = re.compile(r"[0-9]{1,3}(?: [0-9]{1,3})?")


@dataclass(frozen=True)
class Diagram:
    """What a fence asks for: each pair holds the vertical and the horizontal.

    Attributes:
        operation: What slides over the image.
        numbers: Size, kernel, stride and dilation of each axis.
        padding: A mode's name, or the cells before and after.
        output_padding: For a transposed convolution, by axis; None by default.
        layouts: The layout of each axis.
        is_animated: Whether the window sweeps over the image.
    """

    operation: str
    numbers: tuple[tuple[int, int], ...]
    padding: str | tuple[int, int]
    output_padding: tuple[int, int] | None
    layouts: tuple[Layout, Layout]
    is_animated: bool = False

    @property
    def flat(self) -> bool:
        """Whether it shows one axis only, as of a `Conv1D`: "1 13" under "1 6"."""
        return all(pair[0] == 1 for pair in self.numbers[:2])

    @property
    def image(self) -> str:
        """What the filter lies on."""
        return "a row of" if self.flat else "an image of"

    def by(self, pair: tuple[int, int]) -> str:
        """A height and a width, as in 5×5."""
        return str(pair[1]) if self.flat else f"{pair[0]}×{pair[1]}"

    def steps(self, pair: tuple[int, int]) -> str:
        """One number for both axes, or two."""
        if self.flat or pair[0] == pair[1]:
            return str(pair[1])
        return f"{pair[0]} down and {pair[1]} across"


def _pair(options: Mapping[str, str], key: str, default: str = "") -> tuple[int, int]:
    value = options.get(key, default)
    if not value:
        raise ValueError(f'a diagram needs {key}="…"')
    if not PAIR.fullmatch(value):
        raise ValueError(f'{key}="{value}" is not one number or two')
    first, _, second = value.partition(" ")
    return int(first), int(second or first)


def parse_diagram(options: Mapping[str, str], is_animated: bool = False) -> Diagram:
    """Makes a diagram of what a header says.

    Args:
        options: The header's pairs.
        is_animated: Whether the window sweeps over the image.

    Raises:
        ValueError: One is missing or cannot be read, or they have no layout.
    """
    keys = (("size", ""), ("kernel_size", ""), ("stride", "1"), ("dilation_rate", "1"))
    numbers = tuple(_pair(options, *key) for key in keys)
    operation = options.get("operation", "convolution")
    if operation not in OPERATIONS:
        raise ValueError(
            f'operation="{operation}" is not one of: {", ".join(OPERATIONS)}'
        )
    transposed = operation == "transposed"
    padding: str | tuple[int, int] = options.get("padding", "valid")
    if PAIR.fullmatch(options.get("padding", "")):
        padding = _pair(options, "padding")
    elif padding not in MODES:
        raise ValueError(
            f'padding="{padding}" is not one of: {", ".join(MODES)}, nor a number of '
            "cells, or two of them (before and after)"
        )
    if operation.endswith("pool") and padding not in MODES[:2]:
        raise ValueError(f'Keras has no pool with padding="{options["padding"]}"')
    if operation.endswith("pool") and numbers[3] != (1, 1):
        raise ValueError("Keras's pools have no dilation_rate")
    extra = None
    if "output_padding" in options:
        if not transposed:
            raise ValueError(f"a {operation} has no output_padding")
        extra = _pair(options, "output_padding")
    flat = numbers[0][0] == numbers[1][0] == 1
    layouts = [layout(1, 1)] if flat else []
    for axis in range(len(layouts), 2):
        size, kernel_size, stride, dilation_rate = (pair[axis] for pair in numbers)
        if transposed:
            more = extra[axis] if extra else None
            found = transposed_layout(
                size, kernel_size, stride, dilation_rate, str(padding), more
            )
        else:
            found = layout(size, kernel_size, stride, dilation_rate, padding)
        layouts.append(found)
    made = Diagram(
        operation, numbers, padding, extra, (layouts[0], layouts[1]), is_animated
    )
    most = max(max(axis.cells, len(axis.windows)) for axis in _axes(made))
    if most > MOST:
        raise ValueError(f"it has {most} cells on a side; the limit is {MOST}")
    return made


def read_diagram(excerpt: Excerpt) -> Diagram:
    """Reads what a fence asks for.

    Raises:
        Problem: It cannot be drawn, or there is text in it.
    """
    if excerpt.code.strip():
        what = "a diagram takes everything from its header, "
        what += "but there is text in the block"
        raise excerpt.problem(what, "delete the text")
    try:
        return parse_diagram(excerpt.header, "animated" in excerpt.flags)
    except ValueError as error:
        example = 'size="5" kernel_size="4" stride="2" padding="same"'
        what = f"this diagram cannot be drawn: {error}"
        raise excerpt.problem(what, f"write {example}, for example") from None


def _axes(diagram: Diagram) -> tuple[Axis, Axis]:
    """The two axes as they are drawn."""
    found = []
    for axis, one in enumerate(diagram.layouts):
        size, kernel_size, stride, dilation_rate = (
            pair[axis] for pair in diagram.numbers
        )
        counts, windows = one.reads, one.taps
        if diagram.operation == "transposed":
            counts = tuple(len(tap) for tap in one.taps)
            windows = tuple(
                tuple(
                    i * stride - one.before + j * dilation_rate
                    for j in range(kernel_size)
                )
                for i in range(size)
            )
        found.append(Axis(counts, one.before, one.after, windows))
    return found[0], found[1]


def title(diagram: Diagram) -> str:
    """A diagram in one line: its text alternative where a fence says none."""
    size, kernel_size, stride, dilation_rate = diagram.numbers
    names = {"convolution": "filter", "transposed": "transposed filter"}
    padding, more = diagram.padding, diagram.output_padding
    if not isinstance(padding, str):
        padding = f"{padding[0]} before and {padding[1]} after"
    parts = [
        f"{names.get(diagram.operation, diagram.operation)} of "
        + diagram.by(kernel_size),
        f"stride {diagram.steps(stride)}",
        f"dilation {diagram.steps(dilation_rate)}" if dilation_rate != (1, 1) else "",
        f"padding {padding}",
        f"output_padding {diagram.steps(more)}" if more else "",
        f"on {diagram.image} {diagram.by(size)}",
    ]
    text = ", ".join(part for part in parts if part)
    return text[0].upper() + text[1:]


def draw(diagram: Diagram) -> Markup:
    """Draws a diagram as SVG."""
    rows, columns = diagram.layouts
    down, across = _axes(diagram)
    transposed = diagram.operation == "transposed"
    image = f"{'row' if diagram.flat else 'image'} {diagram.by(diagram.numbers[0])}"
    output = f"output {diagram.by((rows.output, columns.output))}"
    cells = len(down.counts) * len(across.counts)
    touched = sum(map(bool, down.counts)) * sum(map(bool, across.counts))
    around = "Cropped" if transposed else "Padding"
    vertical = f"{rows.before} above, {rows.after} below, "
    description = (
        f"{image.capitalize()}, {output}. {around}: {'' if diagram.flat else vertical}"
        f"{columns.before} on the left, {columns.after} on the right. "
        f"{cells - touched} of {cells} positions are never "
        f"{'written' if transposed else 'read'}."
    )
    words = Words(
        title(diagram),
        description,
        output if transposed else image,
        image if transposed else output,
        "←" if transposed else "→",
    )
    marks = _marks(diagram, down, across)
    return grids.draw(down, across, words, marks, diagram.is_animated)


def _marks(diagram: Diagram, down: Axis, across: Axis) -> list[list[str]] | None:
    """By how many pixels an average is divided, where it is fewer than its window."""
    if diagram.operation != "average pool":
        return None
    real = [
        [sum(0 <= p < len(axis.counts) for p in window) for window in axis.windows]
        for axis in (down, across)
    ]
    whole = len(down.windows[0]) * len(across.windows[0])
    counts = [[row * column for column in real[1]] for row in real[0]]
    return [[f"÷{n}" if n < whole else "" for n in line] for line in counts]
