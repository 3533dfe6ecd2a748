"""Functional API: loss weights with other seeds, for pairs and weights."""

import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

EXPERIMENTS = {
    "a_small_weight_helps_only_in_the_beginning": {"seed": [1, 2]},
}


def pairs(images, digits, count, random):
    """Pairs of images; every other pair shows the same digit."""
    first, second = random.integers(0, len(images), size=(2, count))
    for number in range(0, count, 2):
        alike = np.flatnonzero(digits == digits[first[number]])
        second[number] = random.choice(alike)
    one, other = digits[first], digits[second]
    inputs = {"left": images[first], "right": images[second]}
    return inputs, {"same": one == other, "sum": one + other}


def train(seed, weight):
    """The accuracy and the loss of `same` on test pairs, by epoch."""
    images, digits = load_digits(return_X_y=True)
    images, random = images / 16, np.random.default_rng(seed)
    trained = pairs(images[:1300], digits[:1300], 4000, random)
    tested = pairs(images[1300:], digits[1300:], 960, random)
    keras.utils.set_random_seed(seed)
    encoder = keras.Sequential(
        [keras.Input((64,)), layers.Dense(64, "relu"), layers.Dense(16)]
    )
    left = keras.Input((64,), name="left")
    right = keras.Input((64,), name="right")
    a, b = encoder(left), encoder(right)
    apart = keras.ops.square(layers.Subtract()([a, b]))
    same = layers.Dense(1, activation="sigmoid", name="same")(apart)
    total = layers.Dense(1, name="sum")(layers.Add()([a, b]))
    model = keras.Model([left, right], {"same": same, "sum": total})
    model.compile(
        optimizer="adam",
        loss={"same": "binary_crossentropy", "sum": "mse"},
        loss_weights={"same": 1, "sum": weight},
        metrics={"same": "accuracy"},
        steps_per_execution=25,
    )
    history = model.fit(
        *trained, epochs=60, validation_data=tested, verbose=0
    ).history
    return history["val_same_accuracy"], history["val_same_loss"]


def a_small_weight_helps_only_in_the_beginning(seed):
    """It is ahead after ten epochs, not after sixty, when it overfits."""
    accuracy, loss = train(seed, 0.01)
    equal_accuracy, equal_loss = train(seed, 1)
    return (
        accuracy[9] > equal_accuracy[9] + 0.02
        and accuracy[-1] < equal_accuracy[-1] + 0.02
        and loss[-1] > 2 * min(loss)
        and equal_loss[-1] < 1.3 * min(equal_loss)
    )
