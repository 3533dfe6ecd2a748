"""Preprocessing: other tables, other seeds, ten times the epochs."""

import keras
import numpy as np
from keras import layers
from sklearn.datasets import (
    load_breast_cancer,
    load_wine,
    make_classification,
)
from sklearn.model_selection import train_test_split

EXPERIMENTS = {
    "normalising_beats_raw_measurements": {
        "seed": [3, 4],
        "data": ["tumours", "wine", "made up"],
        "training_length": [1, 10],
    },
    "averages_of_all_rows_leak": {
        "seed": [5, 6],
        "street_count": [1000, 3000, 10_000],
    },
}


def table(data):
    if data == "tumours":
        x, y = load_breast_cancer(return_X_y=True)
    elif data == "wine":
        x, y = load_wine(return_X_y=True)
    else:
        x, y = make_classification(
            1000, 20, n_informative=10, random_state=0
        )
        x = x * 10.0 ** np.random.default_rng(0).uniform(-3, 3, 20)
    return train_test_split(
        x, y, test_size=0.25, random_state=0, stratify=y
    )


def normalising_beats_raw_measurements(seed, data, training_length):
    x_train, x_test, y_train, y_test = table(data)
    normalize = layers.Normalization()
    normalize.adapt(x_train)
    found = {}
    for name, first in (("raw", []), ("normalised", [normalize])):
        keras.utils.set_random_seed(seed)
        model = keras.Sequential(
            [
                keras.Input((x_train.shape[1],)),
                *first,
                layers.Dense(16, activation="relu"),
                layers.Dense(len(np.unique(y_train)), activation="softmax"),
            ]
        )
        adam = keras.optimizers.Adam(0.005)
        model.compile(
            adam, "sparse_categorical_crossentropy", metrics=["accuracy"]
        )
        epochs = training_length * 20
        model.fit(x_train, y_train, batch_size=64, epochs=epochs, verbose=0)
        found[name] = model.evaluate(x_test, y_test, verbose=0)[1]
    print(found)
    return found["normalised"] > found["raw"]


def averages_of_all_rows_leak(seed, street_count):
    random = np.random.default_rng(seed)
    count, cut = 10_000, 8_000
    street = random.integers(0, street_count, count)
    labels = random.integers(0, 2, count)  # coins: nothing to learn

    def right(known):
        ones = np.bincount(street[:known], labels[:known], street_count)
        seen = np.bincount(street[:known], minlength=street_count)
        average = (ones + 0.5) / (seen + 1)
        return np.mean((average[street] > 0.5)[cut:] == labels[cut:])

    leaked, clean = right(count), right(cut)
    coin = np.sqrt(0.25 / (count - cut))
    print(f"{leaked:.3f} with all rows, {clean:.3f} with those of training")
    return leaked > 0.5 + 3 * coin and abs(clean - 0.5) < 4 * coin
