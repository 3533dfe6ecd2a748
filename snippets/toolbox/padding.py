"""Where a filter lies along one axis, by TensorFlow's rules of padding."""

# --8<-- [start:layout]
from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """Where the windows of a filter lie along one axis.

    Attributes:
        output: Number of windows, which is the size of the output.
        before: Padding cells before the input (top or left).
        after: Padding cells after the input (bottom or right).
        reads: For each input position, how many windows read it.
        taps: For each output, the positions that its window reads. Those
            that are negative, or not below the input's size, are padding.
    """

    output: int
    before: int
    after: int
    reads: tuple[int, ...]
    taps: tuple[tuple[int, ...], ...]


def layout(
    size: int,
    kernel_size: int,
    stride: int = 1,
    dilation_rate: int = 1,
    padding: str | tuple[int, int] = "valid",
) -> Layout:
    """Lay a filter along one axis of an input.

    The rules are those of TensorFlow, in "Notes on padding" on
    https://www.tensorflow.org/api_docs/python/tf/nn

    Args:
        size: Number of input positions.
        kernel_size: Number of weights of the filter.
        stride: Step from one window to the next.
        dilation_rate: Step from one weight of the filter to the next.
        padding: "valid", "same", "causal", or the numbers of padding
            cells (before, after).

    Returns:
        The windows, the padding and how often each position is read.

    Raises:
        ValueError: If a number is not positive, if the padding is unknown
            or negative, or if the filter is larger than the padded input.

    Examples:
        >>> layout(5, 4, stride=2).reads
        (1, 1, 1, 1, 0)
        >>> layout(5, 4, stride=2, padding="same").taps
        ((-1, 0, 1, 2), (1, 2, 3, 4), (3, 4, 5, 6))
    """
    for name, value in {
        "size": size,
        "kernel_size": kernel_size,
        "stride": stride,
        "dilation_rate": dilation_rate,
    }.items():
        if value < 1:
            raise ValueError(f"{name} must be at least 1, not {value}")
    extent = (kernel_size - 1) * dilation_rate + 1
    match padding:
        case "valid":
            before, after = 0, 0
        case "same":
            wanted = -(-size // stride)  # the quotient, rounded up
            total = max((wanted - 1) * stride + extent - size, 0)
            before, after = total // 2, total - total // 2
        case "causal":
            before, after = extent - 1, 0
        case (int(before), int(after)) if before >= 0 and after >= 0:
            pass
        case _:
            raise ValueError(
                "padding must be 'valid', 'same', 'causal' or two numbers "
                f"(before, after) that are not negative, not {padding!r}"
            )
    room = before + size + after - extent
    if room < 0:
        raise ValueError(
            f"the filter spans {extent} positions, but the input with its "
            f"padding has only {extent + room}"
        )
    output = room // stride + 1
    starts = range(-before, output * stride - before, stride)
    taps = tuple(
        tuple(start + i * dilation_rate for i in range(kernel_size))
        for start in starts
    )
    reads = tuple(sum(p in tap for tap in taps) for p in range(size))
    return Layout(output, before, after, reads, taps)


# --8<-- [end:layout]
