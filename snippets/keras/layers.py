from contextlib import suppress  # isort: split

# --8<-- [start:setup]
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras import layers

keras.utils.set_random_seed(0)
# --8<-- [end:setup]

# --8<-- [start:one]
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
def row(says, layer, shape, dtype="float32"):
    """One line of the table: the layer is really called."""
    given = keras.Input(shape, dtype=dtype)
    several = isinstance(layer, layers.MultiHeadAttention)
    result = layer(given, given) if several else layer(given)
    return {
        "layer": says,
        "input": given.shape[1:],
        "output": result.shape[1:],
        "parameters": layer.count_params(),
    }


# --8<-- [end:row]

# --8<-- [start:vectors]
vector = [
    row("Dense(10)", layers.Dense(10), (64,)),
    row("Dropout(0.5)", layers.Dropout(0.5), (64,)),
    row("BatchNormalization()", layers.BatchNormalization(), (64,)),
    row("LayerNormalization()", layers.LayerNormalization(), (64,)),
    row("Reshape((8, 8, 1))", layers.Reshape((8, 8, 1)), (64,)),
]
pd.DataFrame(vector).set_index("layer").rename_axis(None)
# --8<-- [end:vectors]

# --8<-- [start:pictures]
picture = (28, 28, 3)
same = {"padding": "same"}
image = [
    row("Conv2D(8, 3)", layers.Conv2D(8, 3), picture),
    row('…, padding="same"', layers.Conv2D(8, 3, **same), picture),
    row("…, strides=2", layers.Conv2D(8, 3, strides=2, **same), picture),
    row("Conv2D(8, 1)", layers.Conv2D(8, 1), picture),
    row("DepthwiseConv2D(3)", layers.DepthwiseConv2D(3), picture),
    row("SeparableConv2D(8, 3)", layers.SeparableConv2D(8, 3), picture),
    row(
        "Conv2DTranspose(8, 2, 2)", layers.Conv2DTranspose(8, 2, 2), picture
    ),
    row("MaxPooling2D(2)", layers.MaxPooling2D(2), picture),
    row("UpSampling2D(2)", layers.UpSampling2D(2), picture),
    row("Flatten()", layers.Flatten(), picture),
    row(
        "GlobalAveragePooling2D()", layers.GlobalAveragePooling2D(), picture
    ),
    row("Dense(10)", layers.Dense(10), picture),
]
pd.DataFrame(image).set_index("layer").rename_axis(None)
# --8<-- [end:pictures]

# --8<-- [start:sequences]
steps = (12, 16)
embedding, attention = layers.Embedding(1000, 16), layers.MultiHeadAttention
sequence = [
    row("Embedding(1000, 16)", embedding, (12,), "int32"),
    row("Conv1D(32, 3)", layers.Conv1D(32, 3), steps),
    row("LSTM(32)", layers.LSTM(32), steps),
    row(
        "…, return_sequences=True",
        layers.LSTM(32, return_sequences=True),
        steps,
    ),
    row("GRU(32)", layers.GRU(32), steps),
    row(
        "Bidirectional(LSTM(32))",
        layers.Bidirectional(layers.LSTM(32)),
        steps,
    ),
    row("MultiHeadAttention(2, 8)", attention(2, 8), steps),
    row("Dense(10)", layers.Dense(10), steps),
]
pd.DataFrame(sequence).set_index("layer").rename_axis(None)
# --8<-- [end:sequences]

# --8<-- [start:rules_check]
counted = [line["parameters"] for line in vector + image + sequence]
by_hand = [
    *((64 + 1) * 10, 0, 4 * 64, 2 * 64, 0),
    *((3 * 3 * 3 + 1) * 8, (3 * 3 * 3 + 1) * 8, (3 * 3 * 3 + 1) * 8),
    *((3 + 1) * 8, (3 * 3 + 1) * 3, 3 * 3 * 3 + (3 + 1) * 8),
    *(2 * 2 * 3 * 8 + 8, 0, 0, 0, 0, (3 + 1) * 10),
    *(1000 * 16, (3 * 16 + 1) * 32),
    *(4 * (16 + 32 + 1) * 32, 4 * (16 + 32 + 1) * 32),
    *(3 * (16 + 32 + 2) * 32, 2 * 4 * (16 + 32 + 1) * 32),
    *(3 * (16 + 1) * 2 * 8 + (2 * 8 + 1) * 16, (16 + 1) * 10),
]
assert counted == by_hand
assert len(counted) == 25
norm = layers.BatchNormalization()
norm.build((None, 64))
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
names = [
    f"{type(layer).__name__} {'×'.join(map(str, layer.output.shape[1:]))}"
    for layer in chain.layers
]
figure, (left, right) = plt.subplots(1, 2, figsize=(5, 3), sharey=True)
left.barh(names, values)
left.set(title="numbers made")
right.barh(names, parameters, color="C1")
right.set(title="parameters")
left.invert_yaxis()
for axes in (left, right):
    axes.locator_params(axis="x", nbins=2)
plt.show()
# --8<-- [end:chain_plot]

# --8<-- [start:chain_check]
assert np.argmax(values) == 0  # after the first convolution
assert np.argmax(parameters) == 5  # Flatten, then Dense
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
