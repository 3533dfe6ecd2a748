"""Texts and masks: other texts, other seeds, more epochs."""

import importlib
import inspect

import keras
import numpy as np
from keras import layers
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

EXPERIMENTS = {
    "a_mask_learns_sooner": {
        "seed": [3, 4],
        "data": ["files to text", "tools", "libraries"],
    },
    "without_a_mask_zeros_change_answers": {
        "seed": [3, 4],
        "data": ["files to text", "tools", "libraries"],
    },
    "counted_words_do_as_well_as_the_network": {
        "seed": [3, 4],
        "data": ["files to text", "tools", "libraries"],
    },
}
TOPICS = {
    "files to text": [
        "os os.path shutil pathlib tempfile zipfile tarfile io",
        "math cmath statistics decimal fractions random operator",
        "socket ssl http.client urllib.request urllib.parse smtplib imaplib"
        " ftplib email.message asyncio",
        "string textwrap re difflib html json csv argparse codecs",
    ],
    "tools": [
        "threading multiprocessing subprocess concurrent.futures sched",
        "datetime calendar time zoneinfo locale gettext",
        "unittest doctest pdb trace traceback logging warnings",
        "ast dis tokenize symtable inspect types typing",
    ],
    "libraries": [
        "numpy.linalg numpy.fft scipy.linalg scipy.sparse",
        "matplotlib.pyplot matplotlib.axes matplotlib.figure",
        "pandas",
        "sklearn.metrics sklearn.preprocessing sklearn.linear_model",
    ],
}


def help_texts(name):
    for _, found in inspect.getmembers(importlib.import_module(name)):
        methods = (
            inspect.getmembers(found) if inspect.isclass(found) else []
        )
        for each in [found, *(method for _, method in methods)]:
            words = str(getattr(each, "__doc__", "")).split()[:60]
            if callable(each) and len(words) > 5:
                yield " ".join(words)


def texts_of(data):
    where = {}
    for number, modules in enumerate(TOPICS[data]):
        for name in modules.split():
            for text in help_texts(name):
                where.setdefault(text, set()).add(number)
    own = sorted(text for text in where if len(where[text]) == 1)
    order = np.random.default_rng(0).permutation(len(own))[:2400]
    texts = [own[position] for position in order]
    return texts, np.array([min(where[text]) for text in texts])


def train(data, seed, mask_zero, epochs):
    """The model, its texts as numbers, and its accuracy by epoch."""
    texts, labels = texts_of(data)
    cut = len(texts) * 4 // 5
    vectorize = layers.TextVectorization(
        max_tokens=2000, output_sequence_length=40
    )
    vectorize.adapt(texts[:cut])
    numbers = np.asarray(vectorize(texts))
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(2000, 16, mask_zero=mask_zero),
            layers.GRU(16),
            layers.Dense(4, activation="softmax"),
        ]
    )
    adam = keras.optimizers.Adam(0.02)
    model.compile(
        adam, "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    history = model.fit(
        numbers[:cut],
        labels[:cut],
        batch_size=128,
        epochs=epochs,
        validation_data=(numbers[cut:], labels[cut:]),
        verbose=0,
    )
    return model, numbers[cut:], history.history["val_accuracy"]


def a_mask_learns_sooner(seed, data):
    masked = train(data, seed, True, 2)[2][-1]
    unmasked = train(data, seed, False, 2)[2][-1]
    print(f"after two epochs {masked:.3f} masked, {unmasked:.3f} unmasked")
    return masked > unmasked


def without_a_mask_zeros_change_answers(seed, data):
    changed = {}
    for mask_zero in (True, False):
        model, new, _ = train(data, seed, mask_zero, 8)
        longer = np.pad(new, [(0, 0), (0, 160)])
        before, after = (np.argmax(model(x), axis=1) for x in (new, longer))
        changed[mask_zero] = np.mean(before != after)
    print(f"masked {changed[True]:.3f}, unmasked {changed[False]:.3f}")
    return changed[True] == 0 < changed[False]


def counted_words_do_as_well_as_the_network(seed, data):
    texts, labels = texts_of(data)
    cut = len(texts) * 4 // 5
    count_words = TfidfVectorizer(max_features=2000)
    counts = count_words.fit_transform(texts[:cut])
    linear = LogisticRegression(C=10).fit(counts, labels[:cut])
    baseline = linear.score(
        count_words.transform(texts[cut:]), labels[cut:]
    )
    accuracies = train(data, seed, True, 24)[2]
    print(f"counted {baseline:.3f}, network {max(accuracies):.3f} at best")
    noise = np.sqrt(0.84 * 0.16 / (len(texts) - cut))
    return baseline > max(accuracies) - noise
