"""Losses and logits: other data, other seeds, ten times the epochs."""

import keras
import numpy as np
from keras.layers import Dense, Reshape
from keras.losses import SparseCategoricalCrossentropy
from sklearn.datasets import load_digits, load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import scale

from toolbox.letters import letters

EXPERIMENTS = {
    "softmax_twice_still_learns_above_its_floor": {
        "seed": [1, 2],
        "data": ["digits", "letters", "wine"],
        "training_length": [1, 10],
    },
    "logits_taken_for_probabilities_learn_worse": {
        "seed": [1, 2],
        "data": ["digits", "letters"],
        "training_length": [1, 10],
    },
}


def rows_of(data):
    if data == "digits":
        x, y = load_digits(return_X_y=True)
        x = x / 16
    elif data == "letters":
        x, y = letters("ABCDEFGHIJ", 1800)
        x = x.reshape(len(x), -1)
    else:
        x, y = load_wine(return_X_y=True)
        x = scale(x)
    return train_test_split(
        x, y, test_size=0.25, random_state=0, stratify=y
    )


def train(data, seed, length, activation, from_logits, reshaped=False):
    """The last training loss, and the fraction of right test rows."""
    x_train, x_test, y_train, y_test = rows_of(data)
    kinds = len(np.unique(y_train))
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((x_train.shape[1],))])
    model.add(Dense(64, activation="relu"))
    model.add(Dense(kinds, activation=activation))
    if reshaped:
        model.add(Reshape((kinds,)))
    loss = SparseCategoricalCrossentropy(from_logits=from_logits)
    model.compile(keras.optimizers.Adam(0.003), loss)
    # As many steps for a small table.
    epochs = length * max(10, 13_000 // len(x_train))
    history = model.fit(x_train, y_train, 64, epochs=epochs, verbose=0)
    right = np.mean(np.argmax(model(x_test), axis=1) == y_test)
    return history.history["loss"][-1], right, kinds


def softmax_twice_still_learns_above_its_floor(seed, data, training_length):
    arguments = data, seed, training_length
    loss, right, kinds = train(*arguments, "softmax", True, reshaped=True)
    _, known, _ = train(*arguments, None, True)
    floor = np.log(np.exp(1) + kinds - 1) - 1
    print(
        f"loss {loss:.3f}, floor {floor:.3f}, right {right:.3f} {known:.3f}"
    )
    return loss >= floor - 1e-4 and right > known - 0.1


def logits_taken_for_probabilities_learn_worse(seed, data, training_length):
    arguments = data, seed, training_length
    loss, right, _ = train(*arguments, None, False)
    known_loss, known, _ = train(*arguments, None, True)
    print(
        f"loss {loss:.3f}, {known_loss:.3f}; right {right:.3f} {known:.3f}"
    )
    return loss > 3 * known_loss and right < known - 0.05
