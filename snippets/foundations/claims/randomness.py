"""Randomness: other data, ten times the steps, other lengths."""

import keras
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.preprocessing import scale

from toolbox.letters import letters

EXPERIMENTS = {
    "seeds_alone_move_the_accuracy": {
        "data": ["digits", "letters", "tumours"],
        "training_length": [1, 10],
    },
    "longer_training_brings_seeds_closer": {"data": ["digits", "letters"]},
    "one_seed_gives_one_result": {
        "seed": [3, 4],
        "data": ["digits", "letters", "tumours"],
    },
    "a_parallel_map_draws_in_another_order": {
        "seed": [0, 1],
        "length": [500, 2000, 8000],
    },
}


def rows_of(data):
    if data == "digits":
        x, y = load_digits(return_X_y=True)
        return x / 16, y
    if data == "letters":
        x, y = letters("ABCDEFGHIJ", 1800)
        return x.reshape(len(x), -1), y
    x, y = load_breast_cancer(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(y))
    return scale(x)[order], y[order]


def trainer(data, steps):
    """A function that trains the page's network, and gives its accuracy."""
    x, y = rows_of(data)
    x, cut = x.astype("float32"), len(x) * 2 // 3
    x_train, x_test, y_train, y_test = x[:cut], x[cut:], y[:cut], y[cut:]

    @tf.function
    def train(seed):
        first, second, order = tf.unstack(tf.random.split(seed, 3))
        w1 = 0.2 * tf.random.stateless_normal([x.shape[1], 16], first)
        w2 = 0.2 * tf.random.stateless_normal([16, 10], second)
        for step in tf.range(steps):
            picked = tf.random.stateless_uniform(
                [32], tf.random.fold_in(order, step), 0, cut, tf.int32
            )
            batch, kinds = (
                tf.gather(x_train, picked),
                tf.gather(y_train, picked),
            )
            with tf.GradientTape() as tape:
                tape.watch([w1, w2])
                loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
                    kinds, tf.nn.relu(batch @ w1) @ w2
                )
            slope1, slope2 = tape.gradient(loss, [w1, w2])
            w1, w2 = w1 - 0.01 * slope1, w2 - 0.01 * slope2
        answers = tf.argmax(tf.nn.relu(x_test @ w1) @ w2, axis=1)
        return tf.reduce_mean(tf.cast(answers == y_test, tf.float32))

    return train, len(y_test)


def distance(data, steps):
    """From the worst of twenty seeds to the best."""
    train, count = trainer(data, steps)
    found = [train(tf.constant([seed, 0])) for seed in range(20)]
    moved = round(np.ptp(found) * count)
    print(f"{min(found):.3f} to {max(found):.3f}: {moved} of {count} rows")
    return np.ptp(found)


def seeds_alone_move_the_accuracy(data, training_length):
    return distance(data, 300 * training_length) > 0.005


def longer_training_brings_seeds_closer(data):
    return distance(data, 3000) < distance(data, 300)


def one_seed_gives_one_result(seed, data):
    train, _ = trainer(data, 300)
    return (
        len({float(train(tf.constant([seed, 0]))) for _ in range(10)}) == 1
    )


def a_parallel_map_draws_in_another_order(seed, length):
    def drawn(**options):
        keras.utils.set_random_seed(seed)
        dataset = tf.data.Dataset.range(length)
        dataset = dataset.map(lambda _: tf.random.uniform([]), **options)
        return np.array(list(dataset.as_numpy_iterator()))

    alone = [drawn() for _ in range(2)]
    raced = [drawn(num_parallel_calls=8) for _ in range(3)]
    kinds = len({each.tobytes() for each in raced})
    print(f"{kinds} orders in {len(raced)} parallel runs")
    return bool(np.array_equal(*alone) and kinds > 1)
