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


def require_positive(**numbers: int) -> None:
    """Check the numbers that describe a filter on an axis.

    Raises:
        ValueError: If one is not a whole number, or is less than 1.
    """
    for name, value in numbers.items():
        if type(value) is not int:
            raise ValueError(f"{name} must be an int, not {value!r}")
        if value < 1:
            raise ValueError(f"{name} must be at least 1, not {value}")


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
            Keras's layers refuse it together with a stride; ``tf.nn``
            does not.
        padding: "valid", "same", "causal", or the numbers of padding
            cells (before, after).

    Returns:
        The windows, the padding and how often each position is read.

    Raises:
        ValueError: If a number is not a positive int, if the padding is
            unknown or negative, or if the filter is larger than the
            padded input.

    Examples:
        >>> layout(5, 4, stride=2).reads
        (1, 1, 1, 1, 0)
        >>> layout(5, 4, stride=2, padding="same").taps
        ((-1, 0, 1, 2), (1, 2, 3, 4), (3, 4, 5, 6))
    """
    require_positive(
        size=size,
        kernel_size=kernel_size,
        stride=stride,
        dilation_rate=dilation_rate,
    )
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


# --8<-- [start:transposed_layout]
def transposed_layout(
    size: int,
    kernel_size: int,
    stride: int = 1,
    dilation_rate: int = 1,
    padding: str = "valid",
    output_padding: int | None = None,
) -> Layout:
    """Lay a transposed filter along one axis, as ``Conv2DTranspose`` does.

    Each input position writes ``kernel_size`` outputs, ``stride`` apart
    from those of the next. "same" then crops both ends. The sizes are
    those of ``compute_output_shape`` in Keras; the crop is the padding
    that ``layout`` adds to an input of the *output's* size.

    Args:
        size: Number of input positions.
        kernel_size: Number of weights of the filter.
        stride: Step between the outputs of two neighbouring inputs.
        dilation_rate: Step from one weight of the filter to the next.
        padding: "valid" or "same"; Keras has no other here.
        output_padding: Which of the sizes that fit the output is to have,
            from 0 to below ``stride``; None is the default of Keras.

    Returns:
        A layout seen from the output. ``taps`` holds for each output the
        input positions that write to it, in order: none where nothing
        lands. ``reads`` counts for each input position the outputs that
        it writes to. ``before`` and ``after`` are the written positions
        that are cropped at each end.

    Raises:
        ValueError: If a number is not an int or too small, if the padding
            is unknown, if ``output_padding`` is not below the stride, or
            if "same" has an even extent and an ``output_padding`` of 0,
            which TensorFlow refuses when it runs.

    Examples:
        >>> transposed_layout(2, 3, stride=2).taps
        ((0,), (0,), (0, 1), (1,), (1,))
        >>> transposed_layout(2, 3, stride=2, padding="same").taps
        ((0,), (0,), (0, 1), (1,))
    """
    require_positive(
        size=size,
        kernel_size=kernel_size,
        stride=stride,
        dilation_rate=dilation_rate,
    )
    if padding not in ("valid", "same"):
        raise ValueError(
            "the padding of a transposed convolution must be 'valid' or "
            f"'same', not {padding!r}"
        )
    extent = (kernel_size - 1) * dilation_rate + 1
    full = (size - 1) * stride + extent
    if output_padding is None:
        more = max(stride - extent, 0)
        output = size * stride if padding == "same" else full + more
    elif type(output_padding) is not int:
        raise ValueError(
            f"output_padding must be an int, not {output_padding!r}"
        )
    elif not 0 <= output_padding < stride:
        raise ValueError(
            "output_padding must be at least 0 and below the stride of "
            f"{stride}, not {output_padding}"
        )
    elif padding == "same" and extent % 2 == 0 and output_padding == 0:
        raise ValueError(
            f"'same' with an even extent of {extent} cannot have an "
            "output_padding of 0: no output of that size leads back to "
            "the input's"
        )
    else:
        cropped = 2 * (extent // 2) if padding == "same" else 0
        output = full + output_padding - cropped
    crop = max(full - output, 0)
    before = crop // 2
    steps = range(0, kernel_size * dilation_rate, dilation_rate)
    taps = tuple(
        tuple(i for i in range(size) if o + before - i * stride in steps)
        for o in range(output)
    )
    reads = tuple(sum(i in tap for tap in taps) for i in range(size))
    return Layout(output, before, crop - before, reads, taps)


# --8<-- [end:transposed_layout]
