"""Transfer learning: other digits, letters, seeds, ten times the steps."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from sklearn.datasets import load_digits

from toolbox.letters import letters

EXPERIMENTS = {
    "a_base_pays_with_three_labels": {
        "seed": [10, 11, 12],
        "data": ["high digits", "low digits", "letters"],
        "training_length": [1, 10],
    },
    "a_base_gains_nothing_with_ninety_labels": {
        "seed": [10, 11, 12],
        "data": ["high digits", "low digits", "letters"],
    },
    "a_frozen_base_of_digits_falls_behind": {
        "seed": [10, 11, 12],
        "data": ["high digits", "low digits"],
    },
    "a_frozen_base_of_letters_hardly_does": {"seed": [10, 11, 12]},
    "an_undertrained_head_looks_useless": {
        "seed": [10, 11, 12],
        "data": ["high digits", "low digits", "letters"],
    },
    "batch_normalization_forgets_without_a_gradient": {
        "seed": [10, 11, 12],
        "data": ["high digits", "low digits", "letters"],
    },
}


def tasks(data):
    """The pictures and labels of the old task, and those of the new one."""
    random = np.random.default_rng(0)
    if data == "letters":
        images, labels = letters("ABCDEFGHIJ", 1800)
    else:
        images, labels = load_digits().images / 16, load_digits().target
        if data == "low digits":
            labels = 9 - labels  # the old task is now that of 5 to 9
    found = []
    for is_old in (True, False):
        rows = (labels < 5) == is_old
        chosen = np.repeat(images[rows], 10 if is_old else 1, axis=0)
        paper = np.zeros((len(chosen), 16, 16, 1), "float32")
        for sheet, image in zip(paper, chosen, strict=True):
            top, left = random.integers(0, 9, 2)
            sheet[top : top + 8, left : left + 8, 0] = image
        found += [paper, np.repeat(labels[rows] % 5, 10 if is_old else 1)]
    return found


def base_and_head():
    base = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(16, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(4),
            layers.Conv2D(32, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
        ]
    )
    return base, keras.Sequential([base, layers.Dense(5)])


def train(model, x, y, steps, seed, rate=0.007):
    model.compile(
        keras.optimizers.Adam(rate),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=15,
        jit_compile=False,
    )
    drawn = np.random.default_rng(seed).integers(0, len(x), steps * 32)
    dataset = tf.data.Dataset.from_tensor_slices(drawn).batch(32)
    dataset = dataset.map(
        lambda rows: (tf.gather(x, rows), tf.gather(y, rows))
    )
    model.fit(dataset, shuffle=False, verbose=0)


def compare(data, labels, seed, longer=1):
    """The test accuracy of each way with so many labels a class."""
    keras.utils.set_random_seed(seed)
    old_x, old_y, new_x, new_y = tasks(data)
    order = np.random.default_rng(seed).permutation(len(new_y))
    pool, test = order[:-400], order[-400:]
    rows = np.concatenate(
        [pool[new_y[pool] == k][:labels] for k in range(5)]
    )
    x, y = new_x[rows], new_y[rows]

    def accuracy(model, known):
        return np.mean(np.argmax(model(known), axis=1) == new_y[test])

    found = {}
    _, scratch = base_and_head()
    train(scratch, x, y, 200 * longer, seed)
    found["scratch"] = accuracy(scratch, new_x[test])
    base, whole = base_and_head()
    train(whole, old_x, old_y, 480, seed)
    features, asked = base(x).numpy(), base(new_x[test]).numpy()
    head = keras.Sequential([keras.Input((128,)), layers.Dense(5)])
    train(head, features, y, 15, seed)
    found["15 steps"] = accuracy(head, asked)
    train(head, features, y, 1500 * longer, seed)
    found["frozen"] = accuracy(head, asked)
    whole.layers[-1].set_weights(head.get_weights())
    train(whole, x, y, 200 * longer, seed)
    found["two stages"] = accuracy(whole, new_x[test])
    print({name: round(float(value), 3) for name, value in found.items()})
    return found


def a_base_pays_with_three_labels(seed, data, training_length):
    found = compare(data, 3, seed, training_length)
    return min(found["frozen"], found["two stages"]) > found["scratch"]


def a_base_gains_nothing_with_ninety_labels(seed, data):
    found = compare(data, 90, seed)
    best = max(found["frozen"], found["two stages"])
    return found["scratch"] > best - 0.05


def a_frozen_base_of_digits_falls_behind(seed, data):
    found = compare(data, 90, seed)
    return found["frozen"] < found["scratch"] - 0.05


def a_frozen_base_of_letters_hardly_does(seed):
    found = compare("letters", 90, seed)
    return found["frozen"] > found["scratch"] - 0.05


def an_undertrained_head_looks_useless(seed, data):
    found = compare(data, 90, seed)
    return found["frozen"] > found["15 steps"] + 0.2


def batch_normalization_forgets_without_a_gradient(seed, data):
    keras.utils.set_random_seed(seed)
    old_x, old_y, new_x, new_y = tasks(data)
    normed = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(16, 5, padding="same"),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
            layers.MaxPooling2D(4),
            layers.Flatten(),
        ]
    )
    image = keras.Input((16, 16, 1))
    answer = layers.Dense(5)(normed(image, training=False))
    reader = keras.Model(image, answer)
    train(reader, old_x, old_y, 600, seed, rate=0.01)
    weights = reader.get_weights()

    def accuracy():
        answers = np.argmax(reader.predict(old_x, verbose=0), axis=1)
        return np.mean(answers == old_y)

    before = accuracy()
    train(reader, 1 - new_x, new_y, 20, seed, rate=0.0)
    after = accuracy()
    reader.set_weights(weights)
    normed.layers[1].trainable = False
    train(reader, 1 - new_x, new_y, 20, seed, rate=0.0)
    print(
        f"before {before:.3f}, after {after:.3f}, frozen {accuracy():.3f}"
    )
    return after < before - 0.2 and np.isclose(accuracy(), before)
