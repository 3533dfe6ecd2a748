"""The toolbox's ``layout`` against TensorFlow itself."""

from itertools import product

import numpy as np
import pytest
import tensorflow as tf
from toolbox.padding import layout

SIZES = range(1, 11)
KERNELS = range(1, 6)
STRIDES = range(1, 5)
DILATIONS = range(1, 4)
EXPLICIT = [(0, 1), (3, 2)]
MODES = ["valid", "same", "causal", *EXPLICIT]

Padding = str | tuple[int, int]


def convolve(
    image: tf.Tensor,
    weights: tf.Tensor,
    stride: int,
    dilation_rate: int,
    padding: Padding,
) -> tf.Tensor:
    """Convolve rows of shape (batch, size) by TensorFlow's own padding."""
    mode: str | list[list[int]]
    if padding == "causal":
        # Keras's Conv1D pads by hand too; `test_causal` asks Keras itself.
        before = (len(weights) - 1) * dilation_rate
        mode = [[0, 0], [0, 0], [before, 0], [0, 0]]
    elif isinstance(padding, str):
        mode = padding.upper()
    else:
        mode = [[0, 0], [0, 0], list(padding), [0, 0]]
    output = tf.nn.conv2d(
        image[:, None, :, None],
        weights[None, :, None, None],
        strides=stride,
        padding=mode,
        dilations=[1, dilation_rate],
    )
    return output[:, 0, :, 0]


def spread(weights: tf.Tensor, dilation_rate: int) -> tf.Tensor:
    """Write a dilated filter with its zeros."""
    zeros = tf.zeros([len(weights), dilation_rate - 1])
    rows = tf.concat([weights[:, None], zeros], axis=1)
    return tf.reshape(rows, [-1])[: 1 - dilation_rate or None]


@pytest.mark.parametrize("padding", MODES, ids=str)
@pytest.mark.parametrize("kernel_size", KERNELS)
def test_layout_is_what_tensorflow_does(kernel_size: int, padding: Padding) -> None:
    """Every window, weight by weight, and the gradient of the sum."""
    weights = tf.range(1.0, kernel_size + 1)
    for size, stride, dilation_rate in product(SIZES, STRIDES, DILATIONS):
        case = (size, kernel_size, stride, dilation_rate, padding)
        try:
            plan = layout(*case)
        except ValueError:
            # Eager TensorFlow may return memory that was never written
            # here, so its shape inference is asked instead.
            with tf.Graph().as_default(), pytest.raises(ValueError):
                convolve(
                    tf.zeros([1, size]),
                    tf.zeros([kernel_size]),
                    *case[2:],
                )
            continue
        # Row p of the batch is zero but for a 1 at position p, so the
        # output is the weight by which window o reads position p, or 0.
        expected = np.zeros([size, plan.output])
        for o, taps in enumerate(plan.taps):
            for weight, position in enumerate(taps, start=1):
                if 0 <= position < size:
                    expected[position, o] += weight
        image = tf.eye(size)
        if dilation_rate > 1:
            output = convolve(image, weights, *case[2:])
            np.testing.assert_array_equal(output, expected, str(case))

        # Not every CPU build has the gradient of a dilated convolution.
        # The same filter, written with zeros between its weights, has it.
        with tf.GradientTape() as tape:
            tape.watch(image)
            output = convolve(image, spread(weights, dilation_rate), stride, 1, padding)
            total = tf.reduce_sum(output)
        np.testing.assert_array_equal(output, expected, str(case))
        gradient = tape.gradient(total, image)[0]
        np.testing.assert_array_equal(gradient, expected.sum(axis=1))
        np.testing.assert_array_equal(gradient != 0, np.sign(plan.reads))
        np.testing.assert_array_equal(
            np.count_nonzero(expected, axis=1), plan.reads, str(case)
        )


@pytest.mark.parametrize("kernel_size", KERNELS)
def test_causal_is_what_keras_does(kernel_size: int) -> None:
    """Causal padding is Keras's own; TensorFlow has no such mode."""
    for stride, dilation_rate in product(STRIDES, DILATIONS):
        if stride > 1 and dilation_rate > 1:
            continue  # Keras refuses the two together.
        convolution = tf.keras.layers.Conv1D(
            1,
            kernel_size,
            strides=stride,
            dilation_rate=dilation_rate,
            padding="causal",
            kernel_initializer="ones",
        )
        for size in SIZES:
            plan = layout(size, kernel_size, stride, dilation_rate, "causal")
            output = convolution(tf.eye(size)[..., None])[..., 0]
            assert output.shape == (size, plan.output)
            np.testing.assert_array_equal(tf.reduce_sum(output, axis=1), plan.reads)


@pytest.mark.parametrize("padding", MODES, ids=str)
def test_taps_count_the_padding(padding: Padding) -> None:
    """The padding that a tap names is within the cells that are there."""
    for size, kernel_size, stride, dilation_rate in product(
        SIZES, KERNELS, STRIDES, DILATIONS
    ):
        try:
            plan = layout(size, kernel_size, stride, dilation_rate, padding)
        except ValueError:
            continue
        assert len(plan.taps) == plan.output
        assert len(plan.reads) == size
        assert plan.taps[0][0] == -plan.before
        assert plan.taps[-1][-1] < size + plan.after
        if padding == "same":
            assert 0 <= plan.after - plan.before <= 1
            if plan.after:
                assert plan.taps[-1][-1] == size + plan.after - 1


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ((0, 3), "size must be at least 1, not 0"),
        ((5, 0), "kernel_size must be at least 1, not 0"),
        ((5, 3, -1), "stride must be at least 1, not -1"),
        ((5, 3, 1, 0), "dilation_rate must be at least 1, not 0"),
        ((5, 6), "spans 6 positions, .* has only 5"),
        ((5, 4, 1, 2), "spans 7 positions, .* has only 5"),
        ((5, 9, 1, 1, (1, 2)), "spans 9 positions, .* has only 8"),
        ((5, 3, 1, 1, "SAME"), "padding must be .* not 'SAME'"),
        ((5, 3, 1, 1, "full"), "padding must be .* not 'full'"),
        ((5, 3, 1, 1, (-1, 1)), r"padding must be .* not \(-1, 1\)"),
        ((5, 3, 1, 1, (1, 2, 3)), r"padding must be .* not \(1, 2, 3\)"),
        ((5, 3, 1, 1, 1), "padding must be .* not 1"),
    ],
)
def test_bad_input_is_refused_with_the_reason(
    case: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        layout(*case)


def test_a_layout_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        layout(5, 4).output = 3  # type: ignore[misc]
