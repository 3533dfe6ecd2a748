"""Reading curves: other data, other seeds."""

import keras
import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import scale

from toolbox.letters import letters

EXPERIMENTS = {
    "a_rate_too_high_zigzags_and_ends_worse": {
        "seed": [1, 2],
        "data": ["digits", "letters", "tumours"],
    },
    "wrong_labels_make_the_validation_loss_turn": {
        "seed": [1, 2],
        "data": ["digits", "letters", "tumours"],
    },
    "a_huge_rate_kills_the_units": {
        "seed": [1, 2],
        "data": ["digits", "letters"],
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
        x, y = load_breast_cancer(return_X_y=True)
        x = scale(x)
    return train_test_split(x, y, test_size=0.25, random_state=0)


def train(data, seed, rate, epochs, wrong=False):
    """Both losses by epoch, the fraction of dead units, and the classes."""
    train_x, val_x, train_y, val_y = rows_of(data)
    kinds = len(np.unique(train_y))
    if wrong:
        random = np.random.default_rng(seed)
        train_x, train_y = train_x[:300], train_y[:300]
        changed = random.random(300) < 0.3
        train_y = np.where(changed, random.integers(0, kinds, 300), train_y)
    keras.utils.set_random_seed(seed)
    hidden = keras.layers.Dense(64, activation="relu")
    last = keras.layers.Dense(kinds, activation="softmax")
    model = keras.Sequential(
        [keras.Input((train_x.shape[1],)), hidden, last]
    )
    adam = keras.optimizers.Adam(rate)
    model.compile(adam, "sparse_categorical_crossentropy")
    history = model.fit(
        train_x,
        train_y,
        epochs=epochs,
        validation_data=(val_x, val_y),
        verbose=0,
    ).history
    dead = np.mean(hidden(val_x).numpy().max(axis=0) == 0)
    return (
        np.array(history["loss"]),
        np.array(history["val_loss"]),
        dead,
        kinds,
    )


def a_rate_too_high_zigzags_and_ends_worse(seed, data):
    good, good_val, _, _ = train(data, seed, 0.01, 15)
    high, high_val, _, _ = train(data, seed, 0.1, 15)
    rises = [int(np.sum(np.diff(losses) > 0)) for losses in (good, high)]
    print(f"last {good_val[-1]:.3f}, {high_val[-1]:.3f}; rises {rises}")
    return high_val[-1] > good_val[-1] and rises[1] > rises[0]


def wrong_labels_make_the_validation_loss_turn(seed, data):
    loss, val, _, _ = train(data, seed, 0.01, 40, wrong=True)
    turn = int(val.argmin())
    print(f"best {val.min():.3f} at {turn}, last {val[-1]:.3f}")
    return turn < 30 and val[-1] > 1.1 * val[turn] and loss[-1] < loss[turn]


def a_huge_rate_kills_the_units(seed, data):
    loss, _, dead, kinds = train(data, seed, 1.0, 15)
    print(
        f"{dead:.2f} dead, loss {loss[-1]:.3f}, chance {np.log(kinds):.3f}"
    )
    return dead > 0.5 and abs(loss[-1] - np.log(kinds)) < 0.3
