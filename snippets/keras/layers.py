from contextlib import suppress  # isort: split

# --8<-- [start:one]
import keras
import numpy as np
from keras import layers

convolution = layers.Conv2D(filters=8, kernel_size=3)
print(convolution.compute_output_shape((None, 28, 28, 1)))

images = np.zeros((5, 28, 28, 1))
print(convolution(images).shape)
print({w.name: tuple(w.shape) for w in convolution.weights})
# --8<-- [end:one]

# --8<-- [start:one_check]
assert convolution.compute_output_shape((None, 28, 28, 1)) == (
    None,
    26,
    26,
    8,
)
assert convolution.count_params() == (3 * 3 * 1 + 1) * 8
# --8<-- [end:one_check]


# --8<-- [start:row]
import pandas as pd


def row(says, rule, layer, shape, dtype="float32"):
    """One line of the table: the layer is really called."""
    given = keras.Input(shape, dtype=dtype)
    several = isinstance(layer, layers.MultiHeadAttention)
    result = layer(given, given) if several else layer(given)
    return {
        "layer": says,
        "input": given.shape[1:],
        "output": result.shape[1:],
        "parameters": layer.count_params(),
        "rule": rule,
    }


# --8<-- [end:row]

# --8<-- [start:vectors]
flat = (64,)
norm, by_row = layers.BatchNormalization(), layers.LayerNormalization()
vector = [
    row("Dense(10)", "(64 + 1) × 10", layers.Dense(10), flat),
    row("Dropout(0.5)", "0", layers.Dropout(0.5), flat),
    row("BatchNormalization()", "4 × 64", norm, flat),
    row("LayerNormalization()", "2 × 64", by_row, flat),
    row("Reshape((8, 8, 1))", "0", layers.Reshape((8, 8, 1)), flat),
]
pd.DataFrame(vector).set_index("layer").rename_axis(None)
# --8<-- [end:vectors]

# --8<-- [start:pictures]
picture = (28, 28, 3)
conv, same = layers.Conv2D, {"padding": "same"}
depthwise = layers.DepthwiseConv2D(3)
separable = layers.SeparableConv2D(8, 3)
enlarge = layers.Conv2DTranspose(8, 2, 2)
average = layers.GlobalAveragePooling2D()
all_of_them = "(3×3×3 + 1) × 8"
image = [
    row("Conv2D(8, 3)", all_of_them, conv(8, 3), picture),
    row('…, padding="same"', all_of_them, conv(8, 3, **same), picture),
    row("…, strides=2", all_of_them, conv(8, 3, 2, **same), picture),
    row("Conv2D(8, 1)", "(3 + 1) × 8", conv(8, 1), picture),
    row("DepthwiseConv2D(3)", "(3×3 + 1) × 3", depthwise, picture),
    row("SeparableConv2D(8, 3)", "3×3×3 + (3 + 1) × 8", separable, picture),
    row("Conv2DTranspose(8, 2, 2)", "(2×2×3 + 1) × 8", enlarge, picture),
    row("MaxPooling2D(2)", "0", layers.MaxPooling2D(2), picture),
    row("UpSampling2D(2)", "0", layers.UpSampling2D(2), picture),
    row("Flatten()", "0", layers.Flatten(), picture),
    row("GlobalAveragePooling2D()", "0", average, picture),
    row("Dense(10)", "(3 + 1) × 10", layers.Dense(10), picture),
]
pd.DataFrame(image).set_index("layer").rename_axis(None)
# --8<-- [end:pictures]

# --8<-- [start:sequences]
steps = (12, 16)
words = layers.Embedding(1000, 16)
whole = layers.LSTM(32, return_sequences=True)
both_ways = layers.Bidirectional(layers.LSTM(32))
attention = layers.MultiHeadAttention(2, 8)
lstm = "4 × (16 + 32 + 1) × 32"
gru = "3 × (16 + 32 + 2) × 32"
heads = "3 × (16 + 1) × 2×8 + (2×8 + 1) × 16"
sequence = [
    row("Embedding(1000, 16)", "1000 × 16", words, (12,), "int32"),
    row("Conv1D(32, 3)", "(3×16 + 1) × 32", layers.Conv1D(32, 3), steps),
    row("LSTM(32)", lstm, layers.LSTM(32), steps),
    row("…, return_sequences=True", lstm, whole, steps),
    row("GRU(32)", gru, layers.GRU(32), steps),
    row("Bidirectional(LSTM(32))", f"2 × {lstm}", both_ways, steps),
    row("MultiHeadAttention(2, 8)", heads, attention, steps),
    row("Dense(10)", "(16 + 1) × 10", layers.Dense(10), steps),
]
pd.DataFrame(sequence).set_index("layer").rename_axis(None)
# --8<-- [end:sequences]

# --8<-- [start:rules_check]
for line in vector + image + sequence:
    assert line["parameters"] == eval(line["rule"].replace("×", "*")), line
assert len(norm.weights) == 4 and len(norm.trainable_weights) == 2
# --8<-- [end:rules_check]

# --8<-- [start:chain]
chain = keras.Sequential(
    [
        keras.Input((28, 28, 1), name="image"),
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
values = [int(np.prod(layer.output.shape[1:])) for layer in chain.layers]
parameters = [layer.count_params() for layer in chain.layers]
# --8<-- [end:chain]

# --8<-- [start:chain_plot]
import matplotlib.pyplot as plt

names = [
    f"{type(layer).__name__} {'×'.join(map(str, layer.output.shape[1:]))}"
    for layer in chain.layers
]
figure, (left, right) = plt.subplots(1, 2, figsize=(5, 3), sharey=True)
left.barh(names, values)
left.set(title="activations")
right.barh(names, parameters, color="C1")
right.set(title="parameters")
left.invert_yaxis()
for axes in (left, right):
    axes.locator_params(axis="x", nbins=2)
plt.show()
# --8<-- [end:chain_plot]

# --8<-- [start:chain_check]
assert np.argmax(values) == 0
assert np.argmax(parameters) == 5
assert parameters[5] > 0.9 * sum(parameters)
# --8<-- [end:chain_check]

with suppress(ValueError):
    # --8<-- [start:no_channel]
    grey = np.zeros((5, 28, 28))
    layers.Conv2D(8, 3)(grey)
    # --8<-- [end:no_channel]

# --8<-- [start:channel]
print(layers.Conv2D(8, 3)(grey[..., np.newaxis]).shape)
# --8<-- [end:channel]

with suppress(ValueError):
    # --8<-- [start:no_steps]
    readings = np.zeros((5, 12, 16))
    layers.LSTM(32)(layers.LSTM(32)(readings))
    # --8<-- [end:no_steps]

# --8<-- [start:with_steps]
first = layers.LSTM(32, return_sequences=True)
print(layers.LSTM(32)(first(readings)).shape)
# --8<-- [end:with_steps]

with suppress(ValueError):
    # --8<-- [start:other_size]
    chain(np.zeros((5, 32, 32, 1)))
    # --8<-- [end:other_size]
