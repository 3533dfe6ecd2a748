from contextlib import suppress

# isort: split
# --8<-- [start:setup]
import keras
import tensorflow as tf
from keras import layers

image = tf.random.stateless_normal([1, 6, 6, 1], seed=[0, 0])
weights = tf.random.stateless_normal([3, 3, 1, 1], seed=[0, 1])
# --8<-- [end:setup]


# --8<-- [start:rules]
def span(k, d=1):
    return (k - 1) * d + 1  # from end to end


def valid(n, k, s=1, d=1):
    return -(-(n - span(k, d) + 1) // s)  # -(-a // b): up


def same(n, k, s=1, d=1):
    output = -(-n // s)
    zeros = max((output - 1) * s + span(k, d) - n, 0)
    return output, zeros // 2, zeros - zeros // 2


def explicit(n, k, s=1, before=0, after=0, d=1):
    return (n + before + after - span(k, d)) // s + 1


print("VALID ", valid(n=6, k=3, s=2))
print("SAME  ", same(n=6, k=3, s=2), "output, before, after")
print("(1, 1)", explicit(n=6, k=3, s=2, before=1, after=1))
# --8<-- [end:rules]

# --8<-- [start:unread]
n, k, s = 6, 3, 2  # the filter covers the stride
print((n - k) % s, "row(s) and column(s) at the end: unread")
with tf.GradientTape() as tape:
    tape.watch(image)
    output = tf.nn.conv2d(image, weights, s, "VALID")
    total = tf.reduce_sum(output)
print(tape.gradient(total, image)[0, -1, :, 0].numpy())
# --8<-- [end:unread]

# --8<-- [start:keras]
for layer in [
    layers.Conv2D(1, 3, padding="valid"),  # the default
    layers.Conv2D(1, 3, padding="same"),
    layers.Conv2D(1, 3, strides=2, padding="same"),
    layers.Conv2D(1, 3, dilation_rate=2),
    layers.MaxPool2D(2, padding="same"),
    layers.Conv2DTranspose(1, 3, strides=2, padding="same"),
]:
    print(f"{layer.name:18}", layer(image).shape)
# --8<-- [end:keras]

# --8<-- [start:pytorch]
moved = keras.Sequential(
    [
        keras.Input((6, 6, 1)),
        layers.ZeroPadding2D(1),  # on all sides, as in PyTorch
        layers.Conv2D(1, 3, strides=2, use_bias=False),
    ]
)
moved.layers[1].set_weights([weights])
as_same = tf.nn.conv2d(image, weights, 2, "SAME")
sides = [[0, 0], [1, 1], [1, 1], [0, 0]]  # the same, in tf.nn
listed = tf.nn.conv2d(image, weights, 2, sides)
print(moved(image)[0, :, 0, 0].numpy())
print(listed[0, :, 0, 0].numpy())
print(as_same[0, :, 0, 0].numpy())  # other values, same shape
of_torch = tf.zeros([8, 1, 3, 3])  # out, in, height, width
print(tf.transpose(of_torch, [2, 3, 1, 0]).shape)  # for Keras
# --8<-- [end:pytorch]

# --8<-- [start:causal]
series = tf.reshape(tf.range(8.0), [1, 8, 1])
causal = layers.Conv1D(
    1, 3, padding="causal", kernel_initializer="ones"
)
print(causal(series)[0, :, 0].numpy())  # zeros come before
# --8<-- [end:causal]

# --8<-- [start:back]
for back in (0, 1):
    layer = layers.Conv2DTranspose(
        1, 3, strides=2, padding="same", output_padding=back
    )
    print(back, layer.compute_output_shape((1, 3, 3, 1)))
# --8<-- [end:back]

# --8<-- [start:pools]
ones = tf.ones([1, 3, 3, 1])
mean = tf.nn.avg_pool2d(ones, 2, 2, "SAME")
largest = tf.nn.max_pool2d(-ones, 2, 2, "SAME")
print(mean.numpy().ravel(), largest.numpy().ravel())
# --8<-- [end:pools]

# --8<-- [start:check]
for n in range(5, 12):
    for k in (2, 3, 5):
        for s in (1, 2, 3):
            row = tf.ones([1, n, 1])
            one = tf.ones([k, 1, 1])
            made = tf.nn.conv1d(row, one, s, "VALID")
            assert made.shape[1] == valid(n, k, s)
            output, before, after = same(n, k, s)
            made = tf.nn.conv1d(row, one, s, "SAME")
            zeros = [[0, 0], [before, after], [0, 0]]
            padded = tf.pad(row, zeros)
            hand = tf.nn.conv1d(padded, one, s, "VALID")
            assert made.shape[1] == output
            assert tf.reduce_all(made == hand)
            assert output == explicit(n, k, s, before, after)
assert tf.reduce_all(mean == 1)
assert tf.reduce_all(largest == -1)
assert moved(image).shape == as_same.shape
assert tf.reduce_any(moved(image) != as_same)
assert tf.reduce_max(tf.abs(moved(image) - listed)) < 1e-5
# --8<-- [end:check]

with suppress(ValueError):
    # --8<-- [start:too_large]
    layers.Conv2D(1, 6)(keras.Input((5, 5, 1)))
    # --8<-- [end:too_large]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:spelling]
    tf.nn.conv2d(image, weights, 1, "same")
    # --8<-- [end:spelling]

with suppress(ValueError):
    # --8<-- [start:both]
    layers.Conv2D(1, 3, strides=2, dilation_rate=2)
    # --8<-- [end:both]
