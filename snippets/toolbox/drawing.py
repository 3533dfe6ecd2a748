"""Pictures of what the toolbox computes, as SVG that follows the theme."""

from dataclasses import dataclass

from toolbox.padding import Layout, layout

# --8<-- [start:picture]
CELL = 32  # the side of a pixel


@dataclass(frozen=True)
class Picture:
    """A picture that notebooks show by itself.

    Attributes:
        svg: The source of the picture.
    """

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg


def square(x: int, y: int, side: int = CELL) -> str:
    """Return the SVG path of a square whose top left corner is (x, y).

    Examples:
        >>> square(8, 40)
        'M8 40h32v32h-32z'
    """
    return f"M{x} {y}h{side}v{side}h-{side}z"


# --8<-- [end:picture]


# --8<-- [start:pixels]
def draw_pixels(axis: Layout, start: int) -> str:
    """Draw an image whose two axes are alike, with its padding.

    Args:
        axis: The layout of both axes.
        start: Where the first pixel begins, on both axes.

    Returns:
        SVG elements: each pixel with the number of windows that read it,
        hatched where that is 0, and the padding as dashed cells.
    """
    size = len(axis.reads)
    pads = hatch = texts = shades = ""
    pixels: dict[int, str] = {}  # how often read: path of those pixels
    for row in range(-axis.before, size + axis.after):
        for column in range(-axis.before, size + axis.after):
            x, y = start + CELL * column, start + CELL * row
            if not (0 <= row < size and 0 <= column < size):
                pads += square(x + 3, y + 3, CELL - 6)
                continue
            reads = axis.reads[row] * axis.reads[column]
            pixels[reads] = pixels.get(reads, "") + square(x, y)
            texts += f'<text x="{x + 16}" y="{y + 21}">{reads}</text>'
            if not reads:
                hatch += f"M{x} {y + 16}l16-16M{x} {y + 32}l32-32"
                hatch += f"M{x + 16} {y + 32}l16-16"
    for reads, path in pixels.items():
        shade = reads / max(1, *pixels) / 2
        shades += f'<path d="{path}" fill-opacity="{shade:.2f}"/>'
    line = 'fill="none" stroke="currentColor"'
    return (
        '<g stroke="currentColor" stroke-opacity=".5" '
        f'style="fill:var(--figure-1,#3f7cac)">{shades}</g>'
        f'<path d="{pads}" {line} stroke-dasharray="3 3" opacity=".7"/>'
        f'<path d="{hatch}" {line} opacity=".6"/>{texts}'
    )


# --8<-- [end:pixels]


# --8<-- [start:draw]
def draw(
    size: int,
    kernel_size: int,
    stride: int = 1,
    padding: str | tuple[int, int] = "valid",
) -> Picture:
    """Draw a square filter on a square image, and the output beside it.

    A pixel shows how many windows read it; where none does, it is hatched.
    Padding cells are dashed. The bars above and on the left are the windows
    along each axis. A solid frame marks the first window and its output, a
    dashed frame the last.

    Args:
        size: Rows, and columns, of the image.
        kernel_size: Rows, and columns, of the filter.
        stride: Step from one window to the next.
        padding: As for ``layout``.

    Returns:
        The picture, in the colour of the text and in the CSS variables
        ``--figure-1`` and ``--figure-2``.

    Raises:
        ValueError: As for ``layout``.

    Examples:
        >>> "9 of 25 pixels are never read" in draw(5, 4, stride=2).svg
        True
    """
    axis = layout(size, kernel_size, stride, padding=padding)
    out, span = axis.output, CELL * kernel_size
    edge = 7 * out + 8  # the bars come first, then the padded image
    start = edge + CELL * axis.before
    end = start + CELL * (size + axis.after)
    right, bottom = end + 56, edge + CELL * out  # of them, the output
    width = right + max(CELL * out + 4, 64)

    bars = frames = grid = ""
    for o, tap in enumerate(axis.taps):
        x, y = start + CELL * tap[0], 7 * o + 4
        bars += f"M{x + 3} {y}h{span - 6}M{y} {x + 3}v{span - 6}"
        grid += f"M{right} {edge + CELL * o}h{CELL * out}"
        grid += f"M{right + CELL * o} {edge}v{CELL * out}"
        if o in (0, out - 1):
            path = square(x, x, span)
            path += square(right + CELL * o, edge + CELL * o)
            dash = ' stroke-dasharray="9 5"' if o else ""
            frames += f'<path d="{path}"{dash}/>'
    grid += f"M{right} {bottom}h{CELL * out}v-{CELL * out}"
    unread = size**2 - sum(reads > 0 for reads in axis.reads) ** 2
    line = 'fill="none" stroke="currentColor"'
    return Picture(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {width} {end + 28}" width="{width}" '
        'style="max-width:100%;height:auto" font-family="sans-serif" '
        'font-size="14" text-anchor="middle" fill="currentColor">'
        f"<title>A {kernel_size} by {kernel_size} filter, stride {stride}, "
        f"padding {padding}, on an image of {size} by {size}</title>"
        f"<desc>The output is {out} by {out}. Padding: {axis.before} above "
        f"and on the left, {axis.after} below and on the right. "
        f"{unread} of {size**2} pixels are never read.</desc>"
        f"{draw_pixels(axis, start)}"
        f'<path d="{bars}" {line} stroke-width="3" opacity=".7"/>'
        f'<path d="{grid}" {line} opacity=".5"/>'
        '<g fill="none" stroke-width="4" '
        f'style="stroke:var(--figure-2,#c8553d)">{frames}</g>'
        f'<text x="{end + 28}" y="{edge + 20}">→</text>'
        f'<text x="{start + CELL * size // 2}" y="{end + 20}">image</text>'
        f'<text x="{right + max(CELL * out // 2, 24)}" y="{bottom + 20}">'
        "output</text></svg>"
    )


# --8<-- [end:draw]
