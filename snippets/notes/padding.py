import sys
from contextlib import suppress
from pathlib import Path

# The page shows the toolbox's sections instead of importing them.
sys.path.insert(0, str(Path(__file__).parents[1]))
from toolbox.padding import layout, transposed_layout

# isort: split
# --8<-- [start:first]
import keras
import numpy as np
import pandas as pd
import tensorflow as tf

keras.utils.set_random_seed(0)
image = tf.ones([1, 5, 5, 1])
weights = tf.ones([4, 4, 1, 1])

for padding in ("VALID", "SAME"):
    output = tf.nn.conv2d(image, weights, strides=2, padding=padding)
    print(padding)
    print(output[0, :, :, 0].numpy())
# --8<-- [end:first]

# --8<-- [start:sides]
sides = [[0, 0], [0, 1], [0, 1], [0, 0]]  # batch, rows, columns, channels
one_side = tf.nn.conv2d(image, weights, strides=2, padding=sides)
padded = keras.layers.ZeroPadding2D(((0, 1), (0, 1)))(image)
again = tf.nn.conv2d(padded, weights, strides=2, padding="VALID")
print(bool(tf.reduce_all(one_side == again)))
# --8<-- [end:sides]

# --8<-- [start:rules]
from itertools import product

found = []
for n, k, s, d in product((1, 4, 7, 8), range(1, 5), range(1, 6), (1, 2)):
    row = tf.random.normal([1, 1, n, 1])
    weight = tf.random.normal([1, k, 1, 1])
    for padding in ("valid", "same", "causal", (2, 1)):
        try:
            axis = layout(n, k, s, d, padding)
        except ValueError:  # the filter does not fit
            continue
        zeros = [axis.before, axis.after]
        way = [[0, 0], [0, 0], zeros, [0, 0]]
        if padding in ("valid", "same"):
            way = padding.upper()
        output = tf.nn.conv2d(row, weight, s, way, dilations=d)
        padded = np.pad(row[0, 0, :, 0], zeros)
        windows = padded[np.array(axis.taps) + axis.before]
        by_hand = windows @ weight[0, :, 0, 0].numpy()
        assert np.allclose(output[0, 0, :, 0], by_hand, atol=1e-5)
        span = (k - 1) * d + 1
        end = n - 1 - max(np.flatnonzero(axis.reads), default=-1)
        counts = [axis.reads.count(0), end]
        found.append(
            [padding, n, k, s, d, span, output.shape[2], *zeros, *counts]
        )

names = ["padding", *"nksde", "output", "before", "after", "unread", "end"]
ran = pd.DataFrame(found, columns=names)
valid, same_sizes, causal, pairs = (
    ran[ran.padding.map(lambda padding, name=name: padding == name)]
    for name in ("valid", "same", "causal", (2, 1))
)
assert min(map(len, (valid, same_sizes, causal, pairs))) > 90
# --8<-- [end:rules]

# --8<-- [start:table]
rows = []
for padding in ("valid", "same"):
    for stride in (1, 2, 3):
        axis = layout(5, 4, stride, padding=padding)
        zeros = f"{axis.before} + {axis.after}"
        rows.append([padding, stride, axis.output, zeros, axis.reads])
pd.DataFrame(
    rows, columns=["padding", "stride", "output", "zeros", "reads"]
)
# --8<-- [end:table]


# --8<-- [start:gradient]
def count_reads(stride, padding):
    with tf.GradientTape() as tape:
        tape.watch(image)
        output = tf.nn.conv2d(image, weights, stride, padding)
        total = tf.reduce_sum(output)
    return tape.gradient(total, image)[0, :, :, 0].numpy().astype(int)


for stride in (1, 2):
    print(f"stride {stride}")
    print(count_reads(stride, "VALID"))
# --8<-- [end:gradient]

# --8<-- [start:gradient_check]
for padding in ("valid", "same"):
    for stride in (1, 2, 3):
        axis = layout(5, 4, stride, padding=padding)
        output = tf.nn.conv2d(image, weights, stride, padding.upper())
        assert output.shape == (1, axis.output, axis.output, 1)
        measured = count_reads(stride, padding.upper())
        assert np.array_equal(measured, np.outer(axis.reads, axis.reads))
# --8<-- [end:gradient_check]

# --8<-- [start:unread]
unread = {}
for stride in range(1, 7):
    unread[stride] = int((count_reads(stride, "VALID") == 0).sum())
print(unread)
# --8<-- [end:unread]

# --8<-- [start:unread_check]
assert unread[1] == 0
assert {unread[stride] for stride in range(2, 7)} == {9}
# The rule for the end of an axis, where the filter covers the stride.
for size in range(4, 30):
    for stride in range(1, 5):
        reads = layout(size, 4, stride).reads
        left = (size - 4) % stride
        assert reads.count(0) == left
        assert not any(reads[size - left :])
# --8<-- [end:unread_check]

# --8<-- [start:extra]
photo = tf.random.normal([1, 6, 6, 1])
edges = tf.random.normal([3, 3, 1, 1])
same = tf.nn.conv2d(photo, edges, strides=2, padding="SAME")

equal = {}
for name, pads in {"top, left": [1, 0], "bottom, right": [0, 1]}.items():
    padded = tf.pad(photo, [[0, 0], pads, pads, [0, 0]])
    by_hand = tf.nn.conv2d(padded, edges, strides=2, padding="VALID")
    equal[name] = np.allclose(by_hand, same, atol=1e-5)
print(equal)
# --8<-- [end:extra]

# --8<-- [start:extra_check]
assert equal == {"top, left": False, "bottom, right": True}
for size in range(1, 30):
    for kernel_size in range(1, 8):
        for stride in range(1, 5):
            axis = layout(size, kernel_size, stride, padding="same")
            assert axis.after - axis.before in (0, 1)
# --8<-- [end:extra_check]

# --8<-- [start:width]
row = tf.reshape(tf.range(1.0, 14.0), [1, 13, 1])
for padding in ("VALID", "SAME"):
    sums = tf.nn.conv1d(row, tf.ones([6, 1, 1]), 5, padding)
    print(padding, sums[0, :, 0].numpy())
# --8<-- [end:width]

# --8<-- [start:width_check]
assert layout(13, 6, 5).reads[-2:] == (0, 0)
axis = layout(13, 6, 5, padding="same")
assert (axis.before, axis.after) == (1, 2)
expected = [sum(p + 1 for p in t if 0 <= p < 13) for t in axis.taps]
assert np.array_equal(sums[0, :, 0], expected)
# --8<-- [end:width_check]

# --8<-- [start:gaps]
with tf.GradientTape() as tape:
    wide = tf.ones([1, 8, 1])
    tape.watch(wide)
    output = tf.nn.conv1d(wide, tf.ones([2, 1, 1]), 3, "SAME")
gaps = tape.gradient(output, wide)[0, :, 0].numpy().astype(int)
print(output.shape, gaps)
# --8<-- [end:gaps]

# --8<-- [start:gaps_check]
axis = layout(8, 2, 3, padding="same")
assert tuple(gaps) == axis.reads
assert (axis.before, axis.after) == (0, 0)
# --8<-- [end:gaps_check]

# --8<-- [start:pools]
ones = -tf.ones([1, 2, 2, 1])
largest = keras.layers.MaxPooling2D(2, strides=1, padding="same")
average = keras.layers.AveragePooling2D(2, strides=1, padding="same")
print("largest", largest(ones).numpy().ravel())
print("average", average(ones).numpy().ravel())

padded = tf.pad(ones, [[0, 0], [0, 1], [0, 1], [0, 0]])
counted = tf.nn.avg_pool2d(padded, 2, 1, "VALID")
print("with zeros counted", counted.numpy().ravel())
# --8<-- [end:pools]

# --8<-- [start:pools_check]
assert np.all(largest(ones) == -1)
assert np.all(average(ones) == -1)
assert counted.numpy().ravel().tolist() == [-1, -0.5, -0.5, -0.25]
# --8<-- [end:pools_check]

# --8<-- [start:dilation]
photo = tf.random.normal([1, 7, 7, 1])
holes = np.zeros([5, 5, 1, 1], "float32")
holes[::2, ::2] = edges  # the same nine weights, two apart

dilated = tf.nn.conv2d(photo, edges, 1, "SAME", dilations=2)
print(
    np.allclose(dilated, tf.nn.conv2d(photo, holes, 1, "SAME"), atol=1e-5)
)
print(tf.nn.conv2d(photo, edges, 2, "VALID", dilations=2).shape)
# --8<-- [end:dilation]

with suppress(ValueError):
    # --8<-- [start:strides_and_dilation]
    keras.layers.Conv2D(1, 3, strides=2, dilation_rate=2)
    # --8<-- [end:strides_and_dilation]

# --8<-- [start:causal]
convolution = keras.layers.Conv1D(
    1, 3, dilation_rate=2, padding="causal", kernel_initializer="ones"
)
impulses = tf.eye(8)[:, :, None]  # row p has an impulse at position p
reach = convolution(impulses)[:, :, 0].numpy().astype(int)
print(reach)
# --8<-- [end:causal]

# --8<-- [start:causal_check]
assert np.array_equal(reach, np.triu(reach))
for position, taps in enumerate(layout(8, 3, 1, 2, "causal").taps):
    assert taps == (position - 4, position - 2, position)
    assert set(np.flatnonzero(reach[:, position])) == {*taps} & {*range(8)}
# --8<-- [end:causal_check]

# --8<-- [start:transposed]
small = tf.ones([1, 3, 3, 1])
outputs = {}
for output_padding in (None, 0, 1):
    layer = keras.layers.Conv2DTranspose(
        1, 3, 2, "same", output_padding, kernel_initializer="ones"
    )
    outputs[output_padding] = layer(small)[0, :, :, 0].numpy()
    print(output_padding, outputs[output_padding].shape)
# --8<-- [end:transposed]

# --8<-- [start:transposed_check]
from typing import NamedTuple


class Made(NamedTuple):
    padding: str
    n: int
    s: int
    e: int
    o: int | None
    output: int


for output_padding, output in outputs.items():
    axis = transposed_layout(3, 3, 2, 1, "same", output_padding)
    landed = [len(taps) for taps in axis.taps]
    assert np.array_equal(output, np.outer(landed, landed))
for size, output_padding in ((5, 0), (6, 1), (6, None)):
    assert len(outputs[output_padding]) == size
    assert layout(size, 3, 2, padding="same").output == 3

made = []
for n, k, s, d in product((1, 4), range(1, 5), (1, 2, 3), (1, 2)):
    for padding, o in product(("valid", "same"), (None, *range(s))):
        span = (k - 1) * d + 1
        if s > 1 < d or (padding == "same" and span % 2 == o == 0):
            continue  # refused
        layer = keras.layers.Conv1DTranspose(
            1, k, s, padding, output_padding=o, dilation_rate=d
        )
        output = layer(tf.ones([1, n, 1])).shape[1]
        assert output == transposed_layout(n, k, s, d, padding, o).output
        made.append(Made(padding, n, s, span, o, output))
# --8<-- [end:transposed_check]

# --8<-- [start:pytorch]
rows = []
for size in (5, 6, 7, 8, 224):
    photo = tf.random.normal([1, size, size, 1])
    same = tf.nn.conv2d(photo, edges, strides=2, padding="SAME")
    padded = keras.layers.ZeroPadding2D(1)(photo)
    both = tf.nn.conv2d(padded, edges, strides=2, padding="VALID")
    equal = np.allclose(both, same, atol=1e-5)
    axis = layout(size, 3, stride=2, padding="same")
    zeros = (axis.before, axis.after)
    rows.append([size, same.shape[1], both.shape[1], zeros, equal])
names = ["image", "SAME", "padding=1", "SAME adds", "equal values"]
pd.DataFrame(rows, columns=names)
# --8<-- [end:pytorch]

# --8<-- [start:pytorch_check]
for size, same_size, both_size, zeros, equal in rows:
    assert same_size == both_size
    assert equal == (size % 2 == 1)
    assert zeros == ((1, 1) if equal else (0, 1))
    photo = tf.random.normal([1, size, size, 1])
    padded = keras.layers.ZeroPadding2D((zeros, zeros))(photo)
    by_hand = tf.nn.conv2d(padded, edges, 2, "VALID")
    same = tf.nn.conv2d(photo, edges, 2, "SAME")
    assert np.allclose(by_hand, same, atol=1e-5)
# --8<-- [end:pytorch_check]

# --8<-- [start:pytorch_pools]
photo = -tf.random.uniform([1, 6, 6, 1])  # no pixel is positive
around = [[0, 0], [1, 1], [1, 1], [0, 0]]
lowest = tf.pad(photo, around, constant_values=-np.inf)
as_pytorch = tf.nn.max_pool2d(lowest, 3, 2, "VALID")
listed = tf.nn.max_pool2d(photo, 3, 2, around)
zeroed = tf.nn.max_pool2d(tf.pad(photo, around), 3, 2, "VALID")
print(np.allclose(listed, as_pytorch), np.allclose(zeroed, as_pytorch))
# --8<-- [end:pytorch_pools]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:spelling]
    tf.nn.conv2d(image, weights, 1, "same")
    # --8<-- [end:spelling]

with suppress(ValueError):
    # --8<-- [start:too_large]
    keras.Sequential([keras.Input([5, 5, 1]), keras.layers.Conv2D(1, 6)])
    # --8<-- [end:too_large]

# --8<-- [start:crash]
import signal
import subprocess
import sys

program = """
import tensorflow as tf
image = tf.ones([1, 5, 5, 1])
output = tf.nn.conv2d(image, tf.ones([6, 6, 1, 1]), 1, "VALID")
print("conv2d returned", output.shape, flush=True)
output = tf.nn.max_pool2d(image, 6, 1, "VALID")
print("max_pool2d returned", output.shape)
"""
command = [sys.executable, "-c", program]
done = subprocess.run(command, capture_output=True, text=True)
status = done.returncode  # negative where a signal ended the process
ended = signal.Signals(-status).name if status < 0 else f"status {status}"
print(done.stdout + f"The process ended with {ended}.")
# --8<-- [end:crash]

with suppress(ValueError):
    # --8<-- [start:in_function]
    convolve = tf.function(tf.nn.conv2d)
    convolve(image, tf.ones([6, 6, 1, 1]), 1, "VALID")
    # --8<-- [end:in_function]

with suppress(tf.errors.OpError):
    # --8<-- [start:even]
    layer = keras.layers.Conv2DTranspose(1, 4, 2, "same", output_padding=0)
    layer(small)
    # --8<-- [end:even]
