from contextlib import suppress  # isort: split

# --8<-- [start:first]
import keras
from keras import layers

keras.utils.set_random_seed(0)
inputs = keras.Input((64,))
hidden = layers.Dense(32, activation="relu")(inputs)
outputs = layers.Dense(10, activation="softmax")(hidden)
classifier = keras.Model(inputs, outputs)

print(hidden)
print(classifier.output_shape)
# --8<-- [end:first]

# --8<-- [start:stack]
import numpy as np

stack = keras.Sequential(
    [
        keras.Input((64,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
stack.set_weights(classifier.get_weights())
batch = np.random.default_rng(0).random((5, 64))
difference = np.abs(stack(batch) - classifier(batch)).max()
# --8<-- [end:stack]

# --8<-- [start:stack_check]
assert difference < 1e-6
assert isinstance(hidden, keras.KerasTensor)
assert hidden.shape == (None, 32)
# --8<-- [end:stack_check]

# --8<-- [start:pairs]
from sklearn.datasets import load_digits

images, digits = load_digits(return_X_y=True)
images = images / 16
random = np.random.default_rng(0)


def pairs(count, low, high):
    """Pairs of images; every other pair shows the same digit."""
    first, second = random.integers(low, high, size=(2, count))
    for number in range(0, count, 2):
        alike = np.flatnonzero(digits[low:high] == digits[first[number]])
        second[number] = low + random.choice(alike)
    one, other = digits[first], digits[second]
    inputs = {"left": images[first], "right": images[second]}
    return inputs, {"same": one == other, "sum": one + other}


x_train, y_train = pairs(4000, 0, 1300)
x_test, y_test = pairs(960, 1300, len(images))
print({name: values.shape for name, values in x_train.items()})
print({name: values[:6] for name, values in y_train.items()})
# --8<-- [end:pairs]


# --8<-- [start:build]
def build():
    encoder = keras.Sequential(
        [
            keras.Input((64,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(16),
        ],
        name="encoder",
    )
    left = keras.Input((64,), name="left")
    right = keras.Input((64,), name="right")
    a, b = encoder(left), encoder(right)
    apart = keras.ops.square(layers.Subtract()([a, b]))
    same = layers.Dense(1, activation="sigmoid", name="same")(apart)
    total = layers.Dense(1, name="sum")(layers.Add()([a, b]))
    return keras.Model([left, right], {"same": same, "sum": total})


model = build()
encoder_size = model.get_layer("encoder").count_params()
model.summary()
# --8<-- [end:build]

# --8<-- [start:graph]
import re


def arrows(model):
    """From which layer to which, as the model's own description has it."""
    for layer in model.get_config()["layers"]:
        for call in layer["inbound_nodes"]:
            found = re.findall(r"'keras_history': \['(\w+)'", str(call))
            yield from [(source, layer["name"]) for source in found]


def draw(model, axes):
    """Layers as boxes: each to the right of all that it needs."""
    ranks = {part.name: 0 for part in model.operations}
    for source, target in list(arrows(model)) * len(ranks):
        ranks[target] = max(ranks[target], ranks[source] + 1)
    places = {}
    for name, rank in ranks.items():
        column = [n for n in ranks if ranks[n] == rank]
        places[name] = rank, (len(column) - 1) / 2 - column.index(name)
    for number, (source, target) in enumerate(arrows(model)):
        style = {"arrowstyle": "-|>", "shrinkA": 28, "shrinkB": 28}
        bend = f"arc3,rad={0.15 * (-1) ** number}"
        style |= {"connectionstyle": bend, "color": "C0"}
        axes.annotate("", places[target], places[source], arrowprops=style)
    for name, place in places.items():
        text = re.sub(r"_\d+$", "", name)
        axes.text(*place, text, ha="center", va="center")
    axes.set(xlim=(-0.5, max(ranks.values()) + 0.5), ylim=(-1, 1))
    axes.axis("off")


# --8<-- [end:graph]

# --8<-- [start:plot]
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(5, 2.2))
draw(model, axes)
plt.show()
# --8<-- [end:plot]

# --8<-- [start:shared_check]
assert list(arrows(model)).count(("left", "encoder")) == 1
assert [target for _, target in arrows(model)].count("encoder") == 2
assert encoder_size == (64 + 1) * 64 + (64 + 1) * 16
assert model.count_params() == encoder_size + 2 * (16 + 1)
# --8<-- [end:shared_check]


# --8<-- [start:train]
def train(loss_weights, epochs=40):
    keras.utils.set_random_seed(0)
    model = build()
    model.compile(
        optimizer="adam",
        loss={"same": "binary_crossentropy", "sum": "mse"},
        loss_weights=loss_weights,
        metrics={"same": "accuracy"},
        steps_per_execution=25,  # several steps at a time
    )
    history = model.fit(
        x_train,
        y_train,
        epochs=epochs,
        validation_data=(x_test, y_test),
        verbose=0,
    ).history
    score = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
    return model, history, score


model, plain, plain_score = train(loss_weights={"same": 1, "sum": 1})
for name, value in plain_score.items():
    print(f"{name:14} {value:.3f}")
# --8<-- [end:train]

# --8<-- [start:pull]
import tensorflow as tf


def gradient_lengths(model):
    """The length of each loss's gradient, over the encoder's weights."""
    weights = model.get_layer("encoder").trainable_weights
    losses = {
        "same": keras.losses.BinaryCrossentropy(),
        "sum": keras.losses.MeanSquaredError(),
    }
    with tf.GradientTape(persistent=True) as tape:
        answers = model(x_train)
        costs = {
            name: loss(y_train[name][:, None], answers[name])
            for name, loss in losses.items()
        }
    return {
        name: float(tf.linalg.global_norm(tape.gradient(cost, weights)))
        for name, cost in costs.items()
    }


keras.utils.set_random_seed(0)
pulls = {
    "before training": gradient_lengths(build()),
    "after forty epochs": gradient_lengths(model),
}
for when, lengths in pulls.items():
    print(when, {name: round(value, 2) for name, value in lengths.items()})
# --8<-- [end:pull]

# --8<-- [start:pull_check]
stronger = {
    when: lengths["sum"] / lengths["same"]
    for when, lengths in pulls.items()
}
assert stronger["before training"] > 300
assert stronger["after forty epochs"] > 3
# --8<-- [end:pull_check]

# --8<-- [start:weights]
_, weighted, weighted_score = train(loss_weights={"same": 1, "sum": 0.01})

figure, (left, right) = plt.subplots(1, 2, figsize=(5, 2.6))
for history, label in [(plain, "1 : 1"), (weighted, "1 : 0.01")]:
    left.plot(history["val_same_accuracy"], label=label)
    right.plot(history["val_same_loss"], label=label)
left.set(title="same: accuracy", xlabel="epoch")
right.set(title="same: loss", xlabel="epoch")
left.legend()
plt.show()
# --8<-- [end:weights]

# --8<-- [start:train_check]
assert np.isclose(
    plain_score["loss"], plain_score["same_loss"] + plain_score["sum_loss"]
)
assert np.isclose(
    weighted_score["loss"],
    weighted_score["same_loss"] + 0.01 * weighted_score["sum_loss"],
)
assert plain["sum_loss"][0] > 20 * plain["same_loss"][0]
equally, hardly = (h["val_same_accuracy"] for h in (plain, weighted))
assert hardly[9] > equally[9] + 0.02
assert hardly[-1] < equally[-1] + 0.02
assert weighted["val_same_loss"][-1] > 2 * min(weighted["val_same_loss"])
assert weighted["val_same_loss"][-1] > 2 * plain["val_same_loss"][-1]
assert plain["val_same_loss"][-1] < 1.3 * min(plain["val_same_loss"])
assert plain_score["same_accuracy"] > 0.7

same = build()
same.compile(loss={"same": "binary_crossentropy", "sum": "mse"})
unweighted = same.evaluate(x_test, y_test, verbose=0, return_dict=True)
assert np.isclose(
    unweighted["loss"], unweighted["same_loss"] + unweighted["sum_loss"]
)
# --8<-- [end:train_check]

# --8<-- [start:encode]
encoder = model.get_layer("encoder")
codes = encoder.predict(images, verbose=0)
print(codes.shape)
# --8<-- [end:encode]


# --8<-- [start:closer]
def distance(model):
    """How far equal digits are apart, as a fraction of unequal ones."""
    codes = model.get_layer("encoder").predict(images[1300:], verbose=0)
    apart = np.linalg.norm(codes[:, None] - codes, axis=-1)
    equal = digits[1300:, None] == digits[1300:]
    others = ~np.eye(len(codes), dtype=bool)  # not an image and itself
    return apart[equal & others].mean() / apart[~equal].mean()


keras.utils.set_random_seed(0)
distances = {"untrained": distance(build()), "model": distance(model)}
for same, total in [(0, 1), (1, 0)]:
    trained, *_ = train({"same": same, "sum": total}, epochs=10)
    distances[same, total] = distance(trained)
for weights, fraction in distances.items():
    print(f"{weights!s:9} {fraction:.2f}")
# --8<-- [end:closer]

# --8<-- [start:closer_check]
assert all(
    distances[weights] < distances["untrained"] - 0.1
    for weights in ["model", (0, 1), (1, 0)]
)
assert distances[0, 1] < distances[1, 0] - 0.02
# --8<-- [end:closer_check]

with suppress(ValueError):
    # --8<-- [start:tensorflow_op]
    pixels = keras.Input((64,))
    layers.Dense(10)(tf.square(pixels))
    # --8<-- [end:tensorflow_op]

# --8<-- [start:keras_op]
pixels = keras.Input((64,))
answer = layers.Dense(10)(keras.ops.square(pixels))
repaired = keras.Model(pixels, answer)
print(repaired.output_shape)
# --8<-- [end:keras_op]

with suppress(ValueError):
    # --8<-- [start:unconnected]
    other = keras.Input((64,))
    keras.Model(other, answer)
    # --8<-- [end:unconnected]

with suppress(KeyError):
    # --8<-- [start:misspelt]
    model.compile("adam", loss={"sam": "binary_crossentropy", "sum": "mse"})
    model.fit(x_train, y_train, verbose=0)
    # --8<-- [end:misspelt]
