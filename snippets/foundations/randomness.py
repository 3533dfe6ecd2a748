from contextlib import suppress  # isort: split

# --8<-- [start:three]
import random

import keras
import numpy as np
import tensorflow as tf


def draw():
    return random.random(), np.random.rand(), float(tf.random.uniform([]))


keras.utils.set_random_seed(0)
first, second = draw(), draw()
keras.utils.set_random_seed(0)
again = draw()
print(first, second, again, sep="\n")
# --8<-- [end:three]

# --8<-- [start:three_check]
assert first == again
assert not set(first) & set(second)
own = []
for _ in range(2):
    keras.utils.set_random_seed(0)
    generators = np.random.default_rng(), tf.random.get_global_generator()
    own.append((generators[0].random(), float(generators[1].normal([]))))
assert not set(own[0]) & set(own[1])
# --8<-- [end:three_check]

# --8<-- [start:setup]
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from keras.layers import Dense
from sklearn.datasets import load_digits

# --8<-- [end:setup]

# --8<-- [start:program]
program = """
import sys
import keras, numpy as np, tensorflow as tf

threads = int(sys.argv[2])
tf.config.threading.set_intra_op_parallelism_threads(threads)
draws = [tf.random.uniform([]), tf.random.uniform([], seed=7)]
tf.random.set_seed(1)
draws += [tf.random.uniform([]), tf.random.uniform([], seed=7)]

keras.utils.set_random_seed(0)
data = np.load("digits.npz")
model = keras.Sequential(
    [
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, "softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
images = data["x"].reshape(-1, 8, 8, 1)
history = model.fit(images, data["y"], epochs=2, verbose=0).history
weights = np.concatenate([np.ravel(w) for w in model.get_weights()])
np.savez(sys.argv[1], draws=draws, weights=weights, loss=history["loss"])
"""
Path("program.py").write_text(program)
x, y = load_digits(return_X_y=True)
x, y = (x / 16).astype("float32"), y.astype("int32")
np.savez("digits.npz", x=x, y=y)
# --8<-- [end:program]

# --8<-- [start:processes]
no_onednn = {"TF_ENABLE_ONEDNN_OPTS": "0"}
settings = [(2, {}), (2, {}), (2, no_onednn), (1, {})]
started = [
    subprocess.Popen(
        [sys.executable, "program.py", str(number), str(threads)],
        env=os.environ | extra,
        stderr=subprocess.DEVNULL,
    )
    for number, (threads, extra) in enumerate(settings)
]
for process in started:  # they run side by side
    assert process.wait() == 0
one, two, three, four = [
    np.load(f"{number}.npz") for number in range(len(settings))
]
# --8<-- [end:processes]

# --8<-- [start:sums]
for run in (one, two):
    print(hashlib.sha256(run["weights"].tobytes()).hexdigest())
# --8<-- [end:sums]

# --8<-- [start:seeds]
rules = ["no seed", "seed=7", "set_seed(1)", "both"]
draws = pd.DataFrame({"one": one["draws"], "two": two["draws"]}, rules)
draws["equal"] = draws["one"] == draws["two"]
draws.round(4)
# --8<-- [end:seeds]

# --8<-- [start:processes_check]
assert np.array_equal(one["weights"], two["weights"])
assert draws["equal"].to_list() == [False, True, True, True]
assert draws["one"].nunique() == 4
# --8<-- [end:processes_check]

# --8<-- [start:stateless]
tf.random.set_seed(1)
generator = tf.random.Generator.from_seed(1)
for _ in range(2):
    print("global   ", tf.random.normal([3]).numpy())
    print("generator", generator.normal([3]).numpy())
    print("stateless", tf.random.stateless_normal([3], [1, 0]).numpy())
# --8<-- [end:stateless]

# --8<-- [start:split]
seed = tf.constant([1, 0])
for child in tf.random.split(seed, 2):  # two seeds made of one
    print("split  ", tf.random.stateless_normal([3], child).numpy())
for step in range(2):  # a seed for each step
    child = tf.random.fold_in(seed, step)
    print("fold_in", tf.random.stateless_normal([3], child).numpy())
# --8<-- [end:split]

# --8<-- [start:seed_generator]
keras_seeds = keras.random.SeedGenerator(1)
for _ in range(2):
    print("generator", keras.random.normal([3], seed=keras_seeds).numpy())
    print("integer  ", keras.random.normal([3], seed=1).numpy())
# --8<-- [end:seed_generator]

# --8<-- [start:stateless_check]
pair = [keras.random.normal([3], seed=1) for _ in range(2)]
assert np.array_equal(*pair)
pair = [keras.random.normal([3], seed=keras_seeds) for _ in range(2)]
assert not np.array_equal(*pair)
unseeded = []
for _ in range(2):
    keras.utils.set_random_seed(0)
    unseeded.append([float(keras.random.normal([])) for _ in range(2)])
assert unseeded[0] == unseeded[1] and unseeded[0][0] != unseeded[0][1]
noise = [tf.random.stateless_normal([3], [1, 0]) for _ in range(2)]
assert np.array_equal(*noise)
assert not np.array_equal(generator.normal([3]), generator.normal([3]))
children = [*tf.random.split(seed, 2), tf.random.fold_in(seed, 1)]
assert len({tuple(child.numpy()) for child in children}) == 3
# --8<-- [end:stateless_check]


# --8<-- [start:shuffle]
def two_epochs(dataset):
    return [[int(number) for number in dataset] for _ in range(2)]


numbers = tf.data.Dataset.range(6)
fresh = numbers.shuffle(6, seed=1)
fixed = numbers.shuffle(6, seed=1, reshuffle_each_iteration=False)
orders, kept = two_epochs(fresh), two_epochs(fixed)
print(orders)
print(kept)
# --8<-- [end:shuffle]

# --8<-- [start:shuffle_check]
assert orders[0] != orders[1]
assert two_epochs(numbers.shuffle(6, seed=1)) == orders
assert two_epochs(fixed) == kept
# --8<-- [end:shuffle_check]

# --8<-- [start:leak]
for options in ({}, {"reshuffle_each_iteration": False}):
    mixed = tf.data.Dataset.range(10).shuffle(10, seed=1, **options)
    held_out, rest = two_epochs(mixed.take(3))[0], two_epochs(mixed.skip(3))
    print(sorted(held_out), *[sorted(epoch) for epoch in rest])
# --8<-- [end:leak]

# --8<-- [start:leak_check]
assert not set(held_out) & {number for epoch in rest for number in epoch}
leaks = []
for seed in range(5):
    mixed = tf.data.Dataset.range(10).shuffle(10, seed=seed)
    held_out, rest = two_epochs(mixed.take(3))[0], two_epochs(mixed.skip(3))
    leaks.append(len(set(held_out) & set(rest[0] + rest[1])))
assert all(leaks)
# --8<-- [end:leak_check]

# --8<-- [start:train]
x_train, x_test, y_train, y_test = x[:1200], x[1200:], y[:1200], y[1200:]


@tf.function
def train(seed, units=16):
    first, second, order = tf.unstack(tf.random.split(seed, 3))
    w1 = 0.2 * tf.random.stateless_normal([64, units], first)
    w2 = 0.2 * tf.random.stateless_normal([units, 10], second)
    for step in tf.range(300):
        picked = tf.random.stateless_uniform(
            [32], tf.random.fold_in(order, step), 0, 1200, tf.int32
        )
        batch, digits = (
            tf.gather(x_train, picked),
            tf.gather(y_train, picked),
        )
        with tf.GradientTape() as tape:
            tape.watch([w1, w2])
            loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
                digits, tf.nn.relu(batch @ w1) @ w2
            )
        slope1, slope2 = tape.gradient(loss, [w1, w2])
        w1, w2 = w1 - 0.01 * slope1, w2 - 0.01 * slope2
    guesses = tf.argmax(tf.nn.relu(x_test @ w1) @ w2, axis=1)
    return tf.reduce_mean(tf.cast(guesses == y_test, tf.float32))


twenty = np.array([train(tf.constant([s, 0])) for s in range(20)])
same = np.array([train(tf.constant([3, 0])) for _ in range(20)])
luck = twenty.max() - twenty.min()
# --8<-- [end:train]

# --8<-- [start:spread]
figure, axes = plt.subplots(figsize=(5, 1.8))
for row, accuracies in enumerate([same, twenty]):
    axes.scatter(100 * accuracies, [row] * 20, s=90, alpha=0.35)
axes.set_yticks([0, 1], ["one seed,\n20 times", "20 seeds"])
axes.set(xlabel="test accuracy in %", ylim=(-0.6, 1.6))
plt.show()
# --8<-- [end:spread]

# --8<-- [start:spread_check]
assert len(set(same)) == 1
assert 0.01 < luck < 0.2
assert twenty.min() > 0.8
# --8<-- [end:spread_check]

# --8<-- [start:compared]
wide = np.array([train(tf.constant([s, 0]), 64) for s in range(20)])
networks = pd.DataFrame({"16 units": twenty, "64 units": wide})
print(networks.agg(["mean", "std"]).round(4))
# --8<-- [end:compared]

# --8<-- [start:compared_check]
gain = networks["64 units"].mean() - networks["16 units"].mean()
error = np.sqrt((networks.var() / len(networks)).sum())
assert gain > 2 * error
chance = np.sqrt(twenty.mean() * (1 - twenty.mean()) / len(y_test))
# --8<-- [end:compared_check]


# --8<-- [start:late]
def kernel(layer):
    layer.build((None, 2))  # only now are there weights
    return layer.kernel.numpy().ravel()


keras.utils.set_random_seed(1)  # by some other part of the program
early = Dense(2)
keras.utils.set_random_seed(0)
late = Dense(2)
keras.utils.set_random_seed(0)
later = Dense(2)
kernels = [kernel(layer) for layer in (early, late, later)]
print(np.round(kernels, 3))
# --8<-- [end:late]

# --8<-- [start:late_check]
assert np.array_equal(kernels[1], kernels[2])
assert not np.array_equal(kernels[0], kernels[1])
random.seed(0)
assert np.array_equal(kernel(Dense(2)), kernels[1])
masks = []
for _ in range(2):
    random.seed(0)
    dropout = keras.layers.Dropout(0.5)
    masks.append(dropout(np.ones((1, 40)), training=True))
assert np.array_equal(*masks)
# --8<-- [end:late_check]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:seed_shape]
    tf.random.stateless_normal([3], seed=0)
    # --8<-- [end:seed_shape]


# --8<-- [start:parallel]
def drawn_in_map(work, **options):
    keras.utils.set_random_seed(0)
    dataset = tf.data.Dataset.range(2000).map(work, **options)
    return np.array(list(dataset.as_numpy_iterator()))


def from_state(element):
    return tf.random.uniform([])


parallel = {"num_parallel_calls": 8}
alone = [drawn_in_map(from_state) for _ in range(2)]
raced = [drawn_in_map(from_state, **parallel) for _ in range(2)]
print("one at a time:", np.array_equal(*alone))
print("in parallel:  ", np.array_equal(*raced))
# --8<-- [end:parallel]

# --8<-- [start:parallel_check]
assert np.array_equal(*alone)
assert not np.array_equal(*raced)
assert np.array_equal(np.sort(raced[0]), np.sort(raced[1]))


def flips(**options):
    layer = keras.layers.RandomFlip("horizontal", seed=0)
    image = tf.reshape(tf.range(4.0), (1, 4, 1))
    return drawn_in_map(lambda _: layer(image, training=True), **options)


assert np.array_equal(flips(), flips())
assert not np.array_equal(flips(**parallel), flips(**parallel))
automatic = {"num_parallel_calls": tf.data.AUTOTUNE}
tuned = [drawn_in_map(from_state, **automatic) for _ in range(2)]
assert not np.array_equal(*tuned)
# --8<-- [end:parallel_check]


# --8<-- [start:parallel_stateless]
def from_element(element):
    return tf.random.stateless_uniform([], [0, element])


by_element = [drawn_in_map(from_element, **parallel) for _ in range(2)]
print("stateless:    ", np.array_equal(*by_element))

tf.config.experimental.enable_op_determinism()
in_order = [drawn_in_map(from_state, **parallel) for _ in range(2)]
print("deterministic:", np.array_equal(*in_order))
# --8<-- [end:parallel_stateless]

# --8<-- [start:parallel_stateless_check]
assert np.array_equal(*by_element)
assert np.array_equal(*in_order)
assert np.array_equal(in_order[0], alone[0])
# --8<-- [end:parallel_stateless_check]

# --8<-- [start:onednn]
difference = np.abs(one["weights"] - three["weights"]).max()
print(f"largest weight     {np.abs(one['weights']).max():.3f}")
print(f"largest difference {difference:.1e}")
by_thread = np.abs(one["weights"] - four["weights"]).max()
print(f"with one thread    {by_thread:.1e}")
print("losses", *[run["loss"].round(4) for run in (one, three, four)])
# --8<-- [end:onednn]

# --8<-- [start:onednn_check]
assert difference < 0.001 * np.abs(one["weights"]).max()
assert by_thread < 0.001 * np.abs(one["weights"]).max()
assert np.allclose(one["loss"], three["loss"], rtol=1e-4)
assert np.allclose(one["loss"], four["loss"], rtol=1e-4)
# --8<-- [end:onednn_check]
