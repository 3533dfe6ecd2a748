from contextlib import suppress  # isort: split

# --8<-- [start:by_hand]
import keras
import numpy as np

logits = np.array([[2.0, 1.0, -1.0]], "float32")
label = np.array([0])
probabilities = np.exp(logits) / np.exp(logits).sum()  # softmax
of_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
of_probabilities = keras.losses.SparseCategoricalCrossentropy()
print("probabilities:", probabilities.round(3))
print(f"by hand:            {-np.log(probabilities[0, 0]):.4f}")
print(f"from logits:        {of_logits(label, logits):.4f}")
print(f"from probabilities: {of_probabilities(label, probabilities):.4f}")
# --8<-- [end:by_hand]

# --8<-- [start:by_hand_check]
by_hand = -np.log(probabilities[0, 0])
assert np.isclose(of_logits(label, logits), by_hand, atol=1e-5)
assert np.isclose(
    of_probabilities(label, probabilities), by_hand, atol=1e-5
)
assert of_probabilities.from_logits is False
# --8<-- [end:by_hand_check]

# --8<-- [start:setup]
import warnings

import matplotlib.pyplot as plt
import tensorflow as tf
from keras.layers import Dense, Reshape
from keras.losses import SparseCategoricalCrossentropy
from sklearn.datasets import load_digits, load_wine
from sklearn.model_selection import train_test_split

pixels, labels = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    pixels / 16, labels, test_size=0.25, random_state=0, stratify=labels
)
# --8<-- [end:setup]


# --8<-- [start:train]
def build(activation, *more):
    keras.utils.set_random_seed(0)  # the same weights each time
    hidden = Dense(64, activation="relu")
    last = Dense(10, activation=activation)
    return keras.Sequential([keras.Input((64,)), hidden, last, *more])


def train(model, from_logits):
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss=SparseCategoricalCrossentropy(from_logits=from_logits),
    )
    history = model.fit(
        x_train, y_train, 64, epochs=10, shuffle=False, verbose=0
    )
    right = np.argmax(model(x_test), axis=1) == y_test
    return history.history["loss"], right.mean()


model = build(None)
model.save_weights("start.weights.h5")
runs = {"linear, True": train(model, from_logits=True)}
runs["softmax, False"] = train(build("softmax"), from_logits=False)
# --8<-- [end:train]

# --8<-- [start:repaired]
runs["softmax, True"] = train(build("softmax"), from_logits=True)
# --8<-- [end:repaired]

# --8<-- [start:silent]
same_shape = build("softmax", Reshape((10,)))
runs["reshaped, True"] = train(same_shape, from_logits=True)
mistaken = build(None)
runs["linear, False"] = train(mistaken, from_logits=False)
# --8<-- [end:silent]

# --8<-- [start:silent_check]
with warnings.catch_warnings():
    warnings.simplefilter("error", UserWarning)
    same_shape.test_on_batch(x_test, y_test)
    mistaken.test_on_batch(x_test, y_test)
# --8<-- [end:silent_check]

# --8<-- [start:table]
print("activation, from_logits")
for name, (losses, right) in runs.items():
    print(f"{name:15} loss {losses[-1]:.3f}  right {right:.0%}")
np.save("reshape.npy", runs["reshaped, True"][0])
# --8<-- [end:table]

# --8<-- [start:curves]
floor = float(of_logits(np.array([0]), np.eye(10)[:1]))

figure, axes = plt.subplots(figsize=(5, 3.4), layout="constrained")
dashes = {"softmax, False": "--", "softmax, True": ":"}
for name, (losses, _) in runs.items():
    axes.plot(losses, dashes.get(name, "-"), label=name)
axes.axhline(floor, linestyle="-.", color="C5", label="floor")
axes.set(xlabel="epoch", ylabel="loss", ylim=0)
figure.legend(
    loc="outside upper center", ncols=2, title="activation, from_logits"
)
plt.show()
# --8<-- [end:curves]

# --8<-- [start:curves_check]
final = {name: losses[-1] for name, (losses, _) in runs.items()}
correct = {name: right for name, (_, right) in runs.items()}
first, *others = list(runs)[:3]
for name in others:
    assert np.allclose(runs[name][0], runs[first][0], rtol=1e-3)
assert floor < min(runs["reshaped, True"][0])
assert final["reshaped, True"] < floor + 0.2
assert final["linear, False"] > 3 * final["linear, True"]
assert correct["reshaped, True"] > 0.85
assert correct["linear, False"] < correct["linear, True"] - 0.1
# --8<-- [end:curves_check]

# --8<-- [start:mixed]
keras.config.set_dtype_policy("mixed_float16")
in_half, _ = train(build("softmax"), from_logits=True)
keras.config.set_dtype_policy("float32")  # the default again
print(f"softmax, True, in mixed precision: loss {in_half[-1]:.3f}")
# --8<-- [end:mixed]

# --8<-- [start:mixed_check]
keras.config.set_dtype_policy("mixed_float16")
half = build("softmax")
keras.config.set_dtype_policy("float32")
half.compile(loss=of_logits)
with warnings.catch_warnings():
    warnings.simplefilter("error", UserWarning)
    half.test_on_batch(x_test, y_test)
assert min(in_half) > floor
# --8<-- [end:mixed_check]


# --8<-- [start:slope]
def slope(loss, scores, activation=tf.identity):
    scores = tf.constant([scores])
    with tf.GradientTape() as tape:
        tape.watch(scores)
        value = loss(label, activation(scores))
    gradient = tape.gradient(value, scores)[0]
    print(f"loss {value:7.3f}  gradient", gradient.numpy().round(3))
    return gradient


healthy = slope(of_logits, [2.0, 1.0, -1.0])
clipped = slope(of_probabilities, [2.0, 1.0, -1.0])
# --8<-- [end:slope]

# --8<-- [start:slope_check]
assert np.allclose(healthy, probabilities - np.eye(3)[0], atol=1e-5)
assert not np.any(clipped)
# --8<-- [end:slope_check]

# --8<-- [start:wine]
wine, kinds = load_wine(return_X_y=True)
wine_train, wine_test, kinds_train, kinds_test = train_test_split(
    wine, kinds, test_size=0.25, random_state=0, stratify=kinds
)
scale = keras.layers.Normalization()
scale.adapt(wine_train)

correct_wines = {True: [], False: []}
for from_logits, of_seeds in correct_wines.items():
    for seed in (0, 1, 2):
        keras.utils.set_random_seed(seed)
        small = keras.Sequential([Dense(64, activation="relu"), Dense(3)])
        small.compile(
            optimizer=keras.optimizers.Adam(0.003),
            loss=SparseCategoricalCrossentropy(from_logits=from_logits),
        )
        small.fit(scale(wine_train), kinds_train, epochs=60, verbose=0)
        called = np.argmax(small(scale(wine_test)), axis=1)
        of_seeds.append(float(np.mean(called == kinds_test)))
    print(f"linear, {from_logits}:", np.round(of_seeds, 2))
# --8<-- [end:wine]

# --8<-- [start:which]
scores = model(x_test)
one_hot = keras.ops.one_hot(y_test, 10)
rows = keras.losses.CategoricalCrossentropy(from_logits=True)
print(f"integer labels {of_logits(y_test, scores):.4f}")
print(f"one-hot rows   {rows(one_hot, scores):.4f}")
# --8<-- [end:which]

# --8<-- [start:which_check]
assert np.isclose(of_logits(y_test, scores), rows(one_hot, scores))
# --8<-- [end:which_check]


# --8<-- [start:own]
def too_low_costs_more(labels, predictions):
    missing = labels - predictions
    each = keras.ops.where(missing > 0, 3 * missing, -missing)
    return keras.ops.mean(each, axis=-1)  # a number for each example


prices = np.array([[10.0], [10.0]])
print(too_low_costs_more(prices, np.array([[9.0], [11.0]])).numpy())
priced = keras.Sequential([keras.Input((1,)), Dense(1)])
priced.compile(optimizer="adam", loss=too_low_costs_more)
print(priced.evaluate(np.zeros((2, 1)), prices, verbose=0))
# --8<-- [end:own]

# --8<-- [start:own_check]
assert np.allclose(
    too_low_costs_more(prices, np.array([[9.0], [11.0]])), [3, 1]
)
assert priced.evaluate(np.zeros((2, 1)), prices, verbose=0) == 30


def first_loss(class_weight=None):
    counted = build(None)
    counted.compile(loss=of_logits, run_eagerly=True)
    eight_and_others = x_train[:64], y_train[:64]
    return counted.train_on_batch(
        *eight_and_others, class_weight=class_weight
    )


each_loss = keras.losses.sparse_categorical_crossentropy(
    y_train[:64], build(None)(x_train[:64]), from_logits=True
).numpy()
weight_of_each = np.where(y_train[:64] == 8, 5, 1)
weighted_first = float(first_loss({8: 5.0}))
# --8<-- [end:own_check]


# --8<-- [start:no_gradient]
with tf.GradientTape(persistent=True) as tape:
    scores = model(x_test)
    loss = of_logits(y_test, scores)
    hits = keras.metrics.sparse_categorical_accuracy(y_test, scores)
    accuracy = tf.reduce_mean(hits)
    errors = 1 - accuracy
weights = model.trainable_weights
print("loss    ", [g is not None for g in tape.gradient(loss, weights)])
print("accuracy", [g is not None for g in tape.gradient(accuracy, weights)])
# --8<-- [end:no_gradient]

# --8<-- [start:batches]
is_eight = (y_test == 8).astype("float32")
says_eight = keras.ops.softmax(scores)[:, 8]

recall = keras.metrics.Recall()
eights, running, alone = [], [], []
for start in range(0, len(is_eight), 32):
    batch = slice(start, start + 32)
    eights.append(int(is_eight[batch].sum()))
    recall.update_state(is_eight[batch], says_eight[batch])
    running.append(float(recall.result()))
    of_batch = keras.metrics.Recall()(is_eight[batch], says_eight[batch])
    alone.append(float(of_batch))
print(f"mean of the batches: {np.mean(alone):.3f}")
print(f"the metric:          {running[-1]:.3f}")
# --8<-- [end:batches]

# --8<-- [start:running]
figure, axes = plt.subplots(figsize=(5, 2.6))
axes.plot(alone, "o", label="batch alone")
axes.plot(running, label="metric so far")
axes.axhline(
    np.mean(alone), linestyle="--", color="C2", label="mean of batches"
)
axes.set(xlabel="batch", ylabel="recall", ylim=(-0.05, 1.05))
axes.legend(loc="lower left")
plt.show()
# --8<-- [end:running]

# --8<-- [start:running_check]
assert np.isclose(
    running[-1], (says_eight[is_eight == 1] > 0.5).numpy().mean()
)
assert running[-1] > np.mean(alone) + 0.02
assert eights[-1] == alone[-1] == 0
assert tape.gradient(accuracy, weights) == [None] * 4
# --8<-- [end:running_check]

# --8<-- [start:f1_score]
f1 = keras.metrics.F1Score(threshold=0.5)
f1.update_state(is_eight[:, None], says_eight[:, None])  # columns
print(f1.result().numpy())
# --8<-- [end:f1_score]

# --8<-- [start:f1_score_check]
from sklearn.metrics import f1_score

known = f1_score(is_eight, np.asarray(says_eight) > 0.5)
assert np.allclose(f1.result(), known)
random = np.random.default_rng(0).random(len(is_eight))
f1.reset_state()
f1.update_state(is_eight[:, None], says_eight[:, None], random)
weighted = f1_score(
    is_eight, np.asarray(says_eight) > 0.5, sample_weight=random
)
assert np.allclose(f1.result(), weighted) and weighted != known
# --8<-- [end:f1_score_check]

with suppress(ValueError):
    # --8<-- [start:rank]
    model.compile(loss="categorical_crossentropy")
    model.fit(x_train, y_train, verbose=0)
    # --8<-- [end:rank]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:range]
    of_logits(np.array([3, 10]), scores[:2])
    # --8<-- [end:range]

# --8<-- [start:threshold]
answers = np.array([[1.0], [1.0], [0.0], [0.0]])
raw = np.array([[3.0], [0.2], [-0.1], [-4.0]])  # a positive one means yes
print(float(keras.metrics.BinaryAccuracy()(answers, raw)))
print(float(keras.metrics.BinaryAccuracy(threshold=0)(answers, raw)))
# --8<-- [end:threshold]

# --8<-- [start:threshold_check]
at_half, at_zero = (
    keras.metrics.BinaryAccuracy(threshold=threshold)(answers, raw)
    for threshold in (0.5, 0)
)
assert at_half == 0.75
assert at_zero == 1

unchanged = keras.Sequential([keras.Input((1,)), keras.layers.Identity()])
unchanged.compile(loss="mse", metrics=["accuracy"])
assert unchanged.evaluate(raw, answers, verbose=0)[1] == 0.75
# --8<-- [end:threshold_check]
