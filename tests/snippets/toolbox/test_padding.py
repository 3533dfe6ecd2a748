"""The toolbox's layouts against TensorFlow itself, over a whole grid of cases.

Each case is one call: a batch in which row p is zero but for a 1 at position p,
and a filter whose weight j goes to channel j. The answer says for every position,
window and weight whether the one is read by the others.
"""

from functools import cache
from itertools import product

import keras
import numpy as np
import pytest
import tensorflow as tf
from toolbox import padding as toolbox
from toolbox.padding import Layout

SIZES = range(1, 15)
KERNELS = range(1, 8)
STRIDES = range(1, 5)
DILATIONS = range(1, 4)
MODES = ["valid", "same", "causal", (0, 1), (1, 1), (3, 2)]
STEPS = [*product(STRIDES, DILATIONS)]
KERAS_STEPS = [pair for pair in STEPS if 1 in pair]  # it refuses the two together

Padding = str | tuple[int, int]
# Several tests ask for the same cases.
layout = cache(toolbox.layout)
transposed_layout = cache(toolbox.transposed_layout)


def plans(kernel_size: int, padding: Padding, steps=STEPS):
    """All cases of a kernel and a mode that have an output."""
    for size, (stride, dilation_rate) in product(SIZES, steps):
        try:
            plan = layout(size, kernel_size, stride, dilation_rate, padding)
        except ValueError:
            continue
        yield size, stride, dilation_rate, plan


def transposed_plans(kernel_size: int, padding: str, steps=STEPS):
    """All cases of a transposed kernel that have an output."""
    for size, (stride, dilation_rate) in product(SIZES, steps):
        for output_padding in (None, *range(stride)):
            case = (size, kernel_size, stride, dilation_rate, padding, output_padding)
            try:
                yield case, transposed_layout(*case)
            except ValueError:
                even = ((kernel_size - 1) * dilation_rate) % 2 == 1
                assert (even, padding, output_padding) == (True, "same", 0), case


def windows(plan: Layout, size: int) -> np.ndarray:
    """(position, output, weight): 1 where that weight of the window reads it."""
    taps = np.array(plan.taps)
    return (taps == np.arange(size)[:, None, None]).astype("float32")


def writers(plan: Layout, size: int) -> np.ndarray:
    """(position, output): 1 where the input position writes to the output."""
    found = np.zeros([size, plan.output], "float32")
    for o, tap in enumerate(plan.taps):
        found[list(tap), o] = 1
    return found


def in_tensorflow(padding: Padding, kernel_size: int, dilation_rate: int):
    """The mode as ``tf.nn.conv2d`` takes it, for an image of one row."""
    if padding == "causal":
        # TensorFlow has no such mode: Keras pads by itself, and is asked below.
        padding = ((kernel_size - 1) * dilation_rate, 0)
    if isinstance(padding, str):
        return padding.upper()
    return [[0, 0], [0, 0], list(padding), [0, 0]]


@cache
def probe(size: int) -> tf.Tensor:
    return tf.eye(size)[:, None, :, None]


@pytest.mark.parametrize("padding", MODES, ids=str)
@pytest.mark.parametrize("kernel_size", KERNELS)
def test_convolution(kernel_size: int, padding: Padding) -> None:
    weights = tf.eye(kernel_size)[None, :, None, :]
    for size, stride, dilation_rate, plan in plans(kernel_size, padding):
        mode = in_tensorflow(padding, kernel_size, dilation_rate)
        output = tf.nn.conv2d(
            probe(size), weights, stride, mode, dilations=[1, dilation_rate]
        )
        case = f"{size=} {stride=} {dilation_rate=}"
        expected = windows(plan, size)
        np.testing.assert_array_equal(output[:, 0], expected, case)
        assert plan.reads == tuple(expected.sum((1, 2))), case
        if isinstance(mode, str):
            output = tf.nn.conv1d(
                probe(size)[:, 0], weights[0], stride, mode, dilations=dilation_rate
            )
            np.testing.assert_array_equal(output, expected, case)


def spread(weights: np.ndarray, dilation_rate: int, axis: int = 0) -> np.ndarray:
    """Write a dilated filter with its zeros, which says the same."""
    shape = list(weights.shape)
    shape[axis] = (shape[axis] - 1) * dilation_rate + 1
    written = np.zeros(shape, "float32")
    np.moveaxis(written, axis, 0)[::dilation_rate] = np.moveaxis(weights, axis, 0)
    return written


@pytest.mark.parametrize("padding", MODES, ids=str)
@pytest.mark.parametrize("kernel_size", KERNELS)
def test_the_gradient_counts_the_reads(kernel_size: int, padding: Padding) -> None:
    for size, stride, dilation_rate, plan in plans(kernel_size, padding):
        # Not every CPU build has the gradient of a dilated convolution.
        # The same filter, written with zeros between its weights, has it.
        weights = spread(np.ones(kernel_size), dilation_rate)
        mode = in_tensorflow(padding, kernel_size, dilation_rate)
        image = tf.ones([1, 1, size, 1])
        with tf.GradientTape() as tape:
            tape.watch(image)
            total = tf.reduce_sum(
                tf.nn.conv2d(image, weights[None, :, None, None], stride, mode)
            )
        gradient = tape.gradient(total, image)
        np.testing.assert_array_equal(tf.reshape(gradient, -1), plan.reads)


@pytest.mark.parametrize("padding", ["valid", "same", "causal"])
@pytest.mark.parametrize("kernel_size", KERNELS)
def test_convolution_in_keras(kernel_size: int, padding: str) -> None:
    weights = np.eye(kernel_size, dtype="float32")[:, None, :]
    for stride, dilation_rate in KERAS_STEPS:
        step = [(stride, dilation_rate)]
        convolution = keras.layers.Conv1D(
            kernel_size,
            kernel_size,
            strides=stride,
            dilation_rate=dilation_rate,
            padding=padding,
            use_bias=False,
        )
        convolution.build([None, None, 1])
        convolution.set_weights([weights])
        for size, _, _, plan in plans(kernel_size, padding, step):
            output = convolution(probe(size)[:, 0])
            np.testing.assert_array_equal(output, windows(plan, size))


def pairs(cases: list) -> zip:
    """Each case along the height with another along the width."""
    other = np.random.default_rng(0).permutation(len(cases))
    return zip(cases, [cases[i] for i in other], strict=True)


def integers(*shape: int) -> np.ndarray:
    """Small whole numbers, whose sums of products are exact."""
    return np.random.default_rng(1).integers(-8, 9, shape).astype("float32")


@pytest.mark.parametrize("padding", ["valid", "same", "mixed"])
def test_convolution_in_two_dimensions(padding: str) -> None:
    mode: Padding = (3, 2) if padding == "mixed" else padding
    cases = [(k, *case) for k in KERNELS for case in plans(k, mode)]
    for (k, n, s, d, rows), (k2, n2, s2, d2, columns) in pairs(cases):
        image, weights = integers(n, n2), integers(k, k2)
        output = tf.nn.conv2d(
            image[None, :, :, None],
            weights[:, :, None, None],
            strides=(s, s2),
            padding=[[0, 0], [3, 2], [3, 2], [0, 0]]
            if padding == "mixed"
            else padding.upper(),
            dilations=(d, d2),
        )
        expected = np.einsum(
            "pq,poj,qrl,jl->or",
            *(image, windows(rows, n), windows(columns, n2), weights),
            optimize=True,
        )
        np.testing.assert_array_equal(output[0, :, :, 0], expected)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("pool_size", KERNELS)
def test_pools(pool_size: int, padding: str) -> None:
    """The largest of -1 and 0 would be 0 wherever a pool read its padding."""
    for size, stride, _, plan in plans(pool_size, padding, product(STRIDES, [1])):
        reads = windows(plan, size).sum(axis=2)
        settings = (pool_size, stride, padding.upper())
        largest = tf.nn.max_pool1d(probe(size)[:, 0] - 1, *settings)
        np.testing.assert_array_equal(largest[:, :, 0] + 1, reads)
        average = tf.nn.avg_pool1d(probe(size)[:, 0], *settings)
        np.testing.assert_allclose(average[:, :, 0], reads / reads.sum(0), 1e-6)


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_pools_in_two_dimensions(padding: str) -> None:
    steps = [*product(STRIDES, [1])]
    cases = [(k, *case) for k in KERNELS for case in plans(k, padding, steps)]
    for (k, n, s, _, rows), (k2, n2, s2, _, columns) in pairs(cases):
        image = integers(n, n2)[None, :, :, None]
        down, across = windows(rows, n).sum(2), windows(columns, n2).sum(2)
        mask = down[:, None, :, None] * across[None, :, None, :]
        settings = ((k, k2), (s, s2), padding.upper())
        covered = np.where(mask == 1, image[0, :, :, :, None], -np.inf).max((0, 1))
        largest = tf.nn.max_pool2d(image, *settings)
        np.testing.assert_array_equal(largest[0, :, :, 0], covered)
        total = np.einsum("pq,po,qr->or", image[0, :, :, 0], down, across)
        average = tf.nn.avg_pool2d(image, *settings)[0, :, :, 0]
        np.testing.assert_allclose(average, total / mask.sum((0, 1)), 1e-5, 1e-5)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("pool_size", KERNELS)
def test_pools_in_keras(pool_size: int, padding: str) -> None:
    for stride in STRIDES:
        largest = keras.layers.MaxPooling1D(pool_size, stride, padding)
        average = keras.layers.AveragePooling1D(pool_size, stride, padding)
        for size, _, _, plan in plans(pool_size, padding, [(stride, 1)]):
            reads = windows(plan, size).sum(axis=2)
            output = largest(probe(size)[:, 0] - 1)
            np.testing.assert_array_equal(output[:, :, 0] + 1, reads)
            output = average(probe(size)[:, 0])
            np.testing.assert_allclose(output[:, :, 0], reads / reads.sum(0), 1e-6)


@cache
def has_dilated_transposition() -> bool:
    """Whether this build of TensorFlow has it; not every one for CPUs does."""
    weights = tf.ones([2, 1, 1])
    try:
        tf.nn.conv_transpose(
            probe(1)[:, 0], weights, [1, 3, 1], 1, "VALID", dilations=2
        )
    except tf.errors.InvalidArgumentError:
        return False
    return True


def dilated(weights: np.ndarray, *rates: int) -> tuple[np.ndarray, list[int]]:
    """The filter and the rates to ask TensorFlow for."""
    if has_dilated_transposition():
        return weights, list(rates)
    for axis, rate in enumerate(rates):
        weights = spread(weights, rate, axis)
    return weights, [1] * len(rates)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("kernel_size", KERNELS)
def test_transposed_convolution(kernel_size: int, padding: str) -> None:
    """Each weight goes to a channel; the gradient counts what a position writes."""
    for case, plan in transposed_plans(kernel_size, padding):
        size, _, stride, dilation_rate, *_ = case
        eye = np.eye(kernel_size, dtype="float32")[:, :, None]
        weights, rates = dilated(eye, dilation_rate)
        image = probe(size)[:, 0]
        with tf.GradientTape() as tape:
            tape.watch(image)
            output = tf.nn.conv_transpose(
                image,
                weights,
                [size, plan.output, kernel_size],
                stride,
                padding.upper(),
                dilations=rates,
            )
            total = tf.reduce_sum(output)
        gradient = tape.gradient(total, image)[:, :, 0]
        np.testing.assert_array_equal(gradient, [plan.reads] * size, str(case))
        written = writers(plan, size)
        np.testing.assert_array_equal(tf.reduce_sum(output, -1), written, str(case))
        p, o, j = np.nonzero(output)
        assert np.all(o == p * stride - plan.before + j * dilation_rate), case
        full = (size - 1) * stride + (kernel_size - 1) * dilation_rate + 1
        empty = plan.output + plan.before + plan.after - full
        assert empty >= 0, case
        assert not any(plan.taps[plan.output - empty :]), case


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("kernel_size", KERNELS)
def test_transposed_convolution_in_keras(kernel_size: int, padding: str) -> None:
    layers: dict[tuple, keras.Layer] = {}
    steps = KERAS_STEPS if has_dilated_transposition() else [*product(STRIDES, [1])]
    for case, plan in transposed_plans(kernel_size, padding, steps):
        size, _, stride, dilation_rate, _, output_padding = case
        if case[1:] not in layers:
            layers[case[1:]] = keras.layers.Conv1DTranspose(
                1,
                kernel_size,
                stride,
                padding,
                output_padding=output_padding,
                dilation_rate=dilation_rate,
                kernel_initializer="ones",
            )
        layer = layers[case[1:]]
        output = layer(probe(size)[:, 0])
        assert layer.compute_output_shape([size, size, 1]) == output.shape
        np.testing.assert_array_equal(output[:, :, 0], writers(plan, size), str(case))


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_transposed_convolution_in_two_dimensions(padding: str) -> None:
    # Every shape of a filter is compiled anew, so a fifth of them is tried.
    cases = [case for k in KERNELS for case in transposed_plans(k, padding)][::5]
    for ((n, k, s, d, *_), rows), ((n2, k2, s2, d2, *_), columns) in pairs(cases):
        image = integers(n, n2)
        weights, rates = dilated(np.ones([k, k2, 1, 1], "float32"), d, d2)
        output = tf.nn.conv2d_transpose(
            image[None, :, :, None],
            weights,
            [1, rows.output, columns.output, 1],
            (s, s2),
            padding.upper(),
            dilations=rates,
        )
        expected = writers(rows, n).T @ image @ writers(columns, n2)
        np.testing.assert_array_equal(output[0, :, :, 0], expected)


def test_tensorflow_refuses_what_transposed_layout_refuses() -> None:
    """ "Same", an even extent and an output_padding of 0."""
    refused = 0
    for size, kernel_size, stride in product((2, 3, 14), (2, 4, 6), STRIDES):
        with pytest.raises(ValueError, match="even extent"):
            transposed_layout(size, kernel_size, stride, 1, "same", 0)
        layer = keras.layers.Conv1DTranspose(
            1, kernel_size, stride, "same", output_padding=0
        )
        with pytest.raises(tf.errors.OpError):
            layer(probe(size)[:, 0])
        refused += 1
    assert refused == 36
    with pytest.raises(ValueError, match="strictly less than"):
        keras.layers.Conv1DTranspose(1, 3, 2, output_padding=2)
    for padding in ("causal", "full"):
        with pytest.raises(ValueError, match="padding"):
            keras.layers.Conv1DTranspose(1, 3, padding=padding)


@pytest.mark.parametrize("padding", MODES, ids=str)
def test_a_filter_that_does_not_fit_is_refused_by_both(padding: Padding) -> None:
    """Eager TensorFlow may return memory that was never written here, or end the
    process, so its shape inference is asked."""
    for size, k, (s, d) in product(SIZES, KERNELS, STEPS):
        try:
            layout(size, k, s, d, padding)
        except ValueError:
            mode = in_tensorflow(padding, k, d)
            with tf.Graph().as_default(), pytest.raises(ValueError):
                tf.nn.conv2d(
                    tf.zeros([1, 1, size, 1]),
                    tf.zeros([1, k, 1, 1]),
                    s,
                    mode,
                    dilations=[1, d],
                )


@pytest.mark.parametrize(
    ("size", "pool_size"),
    [case for case in product(SIZES, KERNELS) if case[0] < case[1]],
)
def test_a_pool_that_does_not_fit_is_refused_by_both(size: int, pool_size: int) -> None:
    with pytest.raises(ValueError, match="spans"):
        layout(size, pool_size)
    for pooling in (keras.layers.MaxPooling1D, keras.layers.AveragePooling1D):
        with pytest.raises(ValueError, match="zero or negative"):
            pooling(pool_size)(keras.Input([size, 1]))


@pytest.mark.parametrize("padding", MODES, ids=str)
def test_the_padding_is_what_the_taps_name(padding: Padding) -> None:
    for kernel_size in KERNELS:
        for size, _, _, plan in plans(kernel_size, padding):
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
        ((5.0, 3), "size must be an int, not 5.0"),
        ((5, "3"), "kernel_size must be an int, not '3'"),
        ((5, 0), "kernel_size must be at least 1, not 0"),
        ((5, 3, -1), "stride must be at least 1, not -1"),
        ((5, 3, True), "stride must be an int, not True"),
        ((5, 3, 1, 0), "dilation_rate must be at least 1, not 0"),
        ((5, 6), "spans 6 positions, .* has only 5"),
        ((5, 4, 1, 2), "spans 7 positions, .* has only 5"),
        ((5, 9, 1, 1, (1, 2)), "spans 9 positions, .* has only 8"),
        ((5, 3, 1, 1, "SAME"), "padding must be .* not 'SAME'"),
        ((5, 3, 1, 1, "full"), "padding must be .* not 'full'"),
        ((5, 3, 1, 1, (-1, 1)), r"padding must be .* not \(-1, 1\)"),
        ((5, 3, 1, 1, (0.5, 1)), r"padding must be .* not \(0.5, 1\)"),
        ((5, 3, 1, 1, (1, 2, 3)), r"padding must be .* not \(1, 2, 3\)"),
        ((5, 3, 1, 1, 1), "padding must be .* not 1"),
    ],
)
def test_bad_input_is_refused_with_the_reason(
    case: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        toolbox.layout(*case)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ((0, 3), "size must be at least 1, not 0"),
        ((3, 3, 2.0), "stride must be an int, not 2.0"),
        ((3, 3, 2, 1, "causal"), "must be 'valid' or 'same', not 'causal'"),
        ((3, 3, 2, 1, (1, 1)), r"must be 'valid' or 'same', not \(1, 1\)"),
        ((3, 3, 2, 1, "same", 2), "below the stride of 2, not 2"),
        ((3, 3, 2, 1, "valid", 3), "below the stride of 2, not 3"),
        ((3, 3, 2, 1, "valid", -1), "at least 0 .* not -1"),
        ((3, 3, 2, 1, "valid", 0.0), "output_padding must be an int, not 0.0"),
        ((3, 4, 2, 1, "same", 0), "an even extent of 4 cannot have"),
        ((3, 2, 2, 3, "same", 0), "an even extent of 4 cannot have"),
    ],
)
def test_bad_transposed_input_is_refused_with_the_reason(
    case: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        toolbox.transposed_layout(*case)


def test_a_layout_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        layout(5, 4).output = 3  # type: ignore[misc]  # it is frozen
