import sys
from contextlib import suppress
from pathlib import Path

# The page shows the toolbox's sections instead of importing them.
sys.path.insert(0, str(Path(__file__).parents[1]))
from toolbox.drawing import draw
from toolbox.padding import layout

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

# --8<-- [start:valid_1]
draw(5, 4, stride=1, padding="valid")
# --8<-- [end:valid_1]

# --8<-- [start:valid_2]
draw(5, 4, stride=2, padding="valid")
# --8<-- [end:valid_2]

# --8<-- [start:valid_3]
draw(5, 4, stride=3, padding="valid")
# --8<-- [end:valid_3]


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

# --8<-- [start:same_1]
draw(5, 4, stride=1, padding="same")
# --8<-- [end:same_1]

# --8<-- [start:same_2]
draw(5, 4, stride=2, padding="same")
# --8<-- [end:same_2]

# --8<-- [start:same_3]
draw(5, 4, stride=3, padding="same")
# --8<-- [end:same_3]

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

# --8<-- [start:gaps]
draw(8, 2, stride=3, padding="same")
# --8<-- [end:gaps]

# --8<-- [start:pytorch]
rows = []
for size in (5, 6, 7, 8, 224):
    photo = tf.random.normal([1, size, size, 1])
    same = tf.nn.conv2d(photo, edges, strides=2, padding="SAME")
    padded = keras.layers.ZeroPadding2D(1)(photo)
    both = tf.nn.conv2d(padded, edges, strides=2, padding="VALID")
    equal = np.allclose(both, same, atol=1e-5)
    rows.append([size, same.shape[1], both.shape[1], equal])
pd.DataFrame(
    rows, columns=["image", "SAME", "one on each side", "equal values"]
)
# --8<-- [end:pytorch]

# --8<-- [start:pytorch_check]
for size, same_size, both_size, equal in rows:
    assert same_size == both_size
    assert equal == (size % 2 == 1)
    axis = layout(size, 3, stride=2, padding="same")
    assert (axis.before, axis.after) == ((1, 1) if equal else (0, 1))
# --8<-- [end:pytorch_check]

# --8<-- [start:pools]
for pooling in (keras.layers.MaxPooling2D, keras.layers.AveragePooling2D):
    pool = pooling(2, strides=1, padding="same")
    output = pool(-tf.ones([1, 2, 2, 1]))
    print(pooling.__name__, output.numpy().ravel())
    assert np.all(output == -1)
# --8<-- [end:pools]

with suppress(ValueError):
    # --8<-- [start:too_large]
    keras.Sequential([keras.Input([5, 5, 1]), keras.layers.Conv2D(1, 6)])
    # --8<-- [end:too_large]

# --8<-- [start:solution_width]
for padding in ("valid", "same"):
    axis = layout(13, 6, stride=5, padding=padding)
    print(padding, axis.output, (axis.before, axis.after), axis.reads)
# --8<-- [end:solution_width]

# --8<-- [start:solution_uneven]
for size in range(1, 7):
    axis = layout(size, 3, stride=2, padding="same")
    print(size, (axis.before, axis.after))
    assert (axis.before != axis.after) == (size % 2 == 0)
# --8<-- [end:solution_uneven]

# --8<-- [start:solution_causal]
for position, taps in enumerate(layout(6, 3, padding="causal").taps):
    print(position, taps)
    assert max(taps) == position
# --8<-- [end:solution_causal]
