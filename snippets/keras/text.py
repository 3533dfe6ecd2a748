from contextlib import suppress  # isort: split

# --8<-- [start:simplest]
from keras import layers

to_numbers = layers.TextVectorization()
to_numbers.adapt(
    ["Open the file.", "Close the file!", "Read the first line."]
)
print(*to_numbers.get_vocabulary())
print(to_numbers(["Open the line, please."]).numpy())
# --8<-- [end:simplest]

# --8<-- [start:topics]
import importlib
import inspect

import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(0)
topics = {
    "files": "os os.path shutil pathlib tempfile zipfile tarfile io",
    "numbers": "math cmath statistics decimal fractions random operator",
    "network": "socket ssl http.client urllib.request urllib.parse"
    " smtplib imaplib ftplib email.message asyncio",
    "text": "string textwrap re difflib html json csv argparse codecs",
}


def help_texts(name):
    """What `help` says of a module's functions, classes and methods."""
    for _, found in inspect.getmembers(importlib.import_module(name)):
        methods = (
            inspect.getmembers(found) if inspect.isclass(found) else []
        )
        for each in [found, *(method for _, method in methods)]:
            words = str(getattr(each, "__doc__", "")).split()
            if callable(each) and len(words) > 5:
                yield " ".join(words)


# --8<-- [end:topics]

# --8<-- [start:texts]
where = {}
for number, modules in enumerate(topics.values()):
    for name in modules.split():
        for text in help_texts(name):
            where.setdefault(text, set()).add(number)
own = sorted(text for text in where if len(where[text]) == 1)
order = np.random.default_rng(0).permutation(len(own))
texts = [own[position] for position in order]
labels = np.array([min(where[text]) for text in texts])

cut = len(texts) * 4 // 5
for number, topic in enumerate(topics):
    first = list(labels).index(number)
    print(f"{topic:8}", texts[first][:55], "…")
# --8<-- [end:texts]

# --8<-- [start:vectorize]
vectorize = layers.TextVectorization(
    max_tokens=2000, output_sequence_length=40
)
vectorize.adapt(texts[:cut])
words = [str(word) for word in vectorize.get_vocabulary()]
numbers = np.asarray(vectorize(texts))

print(words[:6])
print(numbers[0])
# --8<-- [end:vectorize]

# --8<-- [start:mask]
import matplotlib.pyplot as plt

embedding = layers.Embedding(2000, 16, mask_zero=True)
vectors = embedding(numbers[:12])
mask = np.asarray(embedding.compute_mask(numbers[:12]))

figure, axes = plt.subplots(figsize=(5, 2.2))
axes.pcolormesh(mask, cmap="Blues", edgecolors="grey", linewidth=0.3)
axes.invert_yaxis()
axes.set(xlabel="position", ylabel="text", yticks=[0, 6, 12])
plt.show()
# --8<-- [end:mask]

# --8<-- [start:mask_check]
assert words[:2] == ["", "[UNK]"]
assert len(words) == 2000
assert vectors.shape == (12, 40, 16)
assert np.array_equal(mask, numbers[:12] != 0)
# --8<-- [end:mask_check]


# --8<-- [start:train]
new, new_labels = numbers[cut:], labels[cut:]


def train(mask_zero, seed, numbers=numbers, epochs=12):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(2000, 16, mask_zero=mask_zero),
            layers.GRU(16),
            layers.Dense(len(topics), activation="softmax"),
        ]
    )
    model.compile(
        keras.optimizers.Adam(0.02),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(
        numbers[:cut],
        labels[:cut],
        batch_size=128,
        epochs=epochs,
        validation_data=(numbers[cut:], labels[cut:]),  # only watched
        validation_batch_size=len(new),
        verbose=0,
    )
    return model, np.array(history.history["val_accuracy"])


masked = [train(mask_zero=True, seed=seed) for seed in range(3)]
unmasked = [train(mask_zero=False, seed=seed) for seed in range(3)]
model = masked[0][0]
for epochs in [2, 8, 12]:
    for name, runs in [("masked", masked), ("unmasked", unmasked)]:
        scores = [accuracies[epochs - 1] for _, accuracies in runs]
        print(f"{epochs:2} epochs, {name:8}", np.round(scores, 3))
# --8<-- [end:train]

# --8<-- [start:front]
front = keras.utils.pad_sequences(
    [line[line > 0] for line in numbers], padding="pre"
)
fronted = [
    train(mask_zero=False, seed=seed, numbers=front, epochs=2)[1][-1]
    for seed in range(3)
]
print(front[0])
print("two epochs, zeros in front", np.round(fronted, 3))
# --8<-- [end:front]


# --8<-- [start:padding]
def changed_by(zeros, model):
    """The fraction of texts that get another answer, by zeros added."""
    shape = tf.TensorSpec([None, None], new.dtype)  # of any length
    answer = tf.function(model, input_signature=[shape])
    rows = [np.pad(new, [(0, 0), (0, count)]) for count in zeros]
    answers = [np.argmax(answer(each), axis=1) for each in rows]
    return [np.mean(each != answers[0]) for each in answers]


added = [0, 40, 160, 640]
changed = {
    name: [changed_by(added, each) for each, _ in runs]
    for name, runs in [("masked", masked), ("unmasked", unmasked)]
}

figure, (left, right) = plt.subplots(1, 2, figsize=(6, 2.8))
for color, (name, runs) in zip(
    ["C0", "C1"],
    [("masked", masked), ("unmasked", unmasked)],
    strict=True,
):
    curves = np.transpose([accuracies for _, accuracies in runs])
    left.plot(range(1, 13), curves, color=color, label=[name, *"__"])
    values = np.transpose(changed[name])
    right.plot(added, values, "o-", color=color)
left.set(xlabel="epoch", ylabel="accuracy, new texts")
left.legend()
right.set(xlabel="zeros added", ylabel="answers changed")
right.yaxis.set_major_formatter("{x:.0%}")
plt.show()
# --8<-- [end:padding]

# --8<-- [start:padding_check]
ends = {
    name: np.array([accuracies for _, accuracies in runs])
    for name, runs in [("masked", masked), ("unmasked", unmasked)]
}
majority = np.bincount(new_labels).max() / len(new_labels)
assert ends["masked"][:, 1].min() > ends["unmasked"][:, 1].max() + 0.1
# In the end, what is left is what seeds and texts bring.
noise = np.sqrt(0.84 * 0.16 / len(new_labels))  # standard deviation
gap = ends["masked"][:, -1].mean() - ends["unmasked"][:, -1].mean()
assert abs(gap) <= 2 * noise
late = np.concatenate([each[:, -1] - each[:, -5] for each in ends.values()])
assert abs(late.mean()) < noise
assert min(each[:, -1].min() for each in ends.values()) > majority + 0.2
assert np.max(changed["masked"]) == 0
assert np.array(changed["unmasked"])[:, -1].min() > 0.005
# --8<-- [end:padding_check]

# --8<-- [start:stacked]
stacked = keras.Sequential(
    [
        keras.Input((None,), dtype="int32"),
        layers.Embedding(2000, 16, mask_zero=True),
        layers.Bidirectional(layers.GRU(16, return_sequences=True)),
        layers.GRU(16),
    ]
)
print([layer.output.shape for layer in stacked.layers])
# --8<-- [end:stacked]

# --8<-- [start:given]
given = np.random.default_rng(0).normal(size=(2000, 50))
ready = layers.Embedding(
    2000, 50, weights=[given], trainable=False, mask_zero=True
)
print(np.allclose(ready(np.array([7])), given[7], atol=1e-6))
# --8<-- [end:given]

# --8<-- [start:baseline]
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

count_words = TfidfVectorizer(max_features=2000)
counts = count_words.fit_transform(texts[:cut])
linear = LogisticRegression(C=10).fit(counts, labels[:cut])
baseline = linear.score(count_words.transform(texts[cut:]), new_labels)
print(f"words counted, order ignored: {baseline:.3f}")
# --8<-- [end:baseline]

# --8<-- [start:baseline_check]
assert baseline > max(each[:, -1].max() for each in ends.values())
# --8<-- [end:baseline_check]

# --8<-- [start:whole]
whole = keras.Sequential(
    [keras.Input((1,), dtype="string"), vectorize, model]
)
questions = ["Open a file for reading", "Return the cosine of the angle"]
answers = np.asarray(whole(tf.constant(questions)[:, None]))
for question, answer in zip(questions, answers, strict=True):
    print(question, "→", list(topics)[answer.argmax()])
# --8<-- [end:whole]

# --8<-- [start:neighbours]
frequent = range(2, 400)
holds = np.array([np.isin(frequent, line) for line in numbers[:cut]])
shares = [
    holds[labels[:cut] == number].mean(axis=0)
    for number in range(len(topics))
]
topic_of = np.argmax(shares, axis=0)


def share_of_topic(model):
    """How many of the five nearest neighbours have a word's topic."""
    table = np.asarray(model.layers[0].embeddings)[frequent]
    table = table / np.linalg.norm(table, axis=1, keepdims=True)
    nearest = np.argsort(table @ table.T)[:, -6:-1]  # not the word itself
    return np.mean(topic_of[nearest] == topic_of[:, np.newaxis])


same_topic = [share_of_topic(each) for each, _ in masked]
by_chance = np.sum((np.bincount(topic_of) / len(topic_of)) ** 2)
print(
    "three networks", np.round(same_topic, 2), "chance", by_chance.round(2)
)
# --8<-- [end:neighbours]

# --8<-- [start:neighbours_check]
assert min(same_topic) > 1.5 * by_chance
# --8<-- [end:neighbours_check]

# --8<-- [start:flatten]
flat = keras.Sequential(
    [
        keras.Input((40,), dtype="int32"),
        layers.Embedding(2000, 16, mask_zero=True),
        layers.Flatten(),
        layers.Dense(len(topics)),
    ]
)
flat(numbers[:1]).shape
# --8<-- [end:flatten]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:too_large]
    small = layers.Embedding(1000, 16)
    small(numbers[:2])
    # --8<-- [end:too_large]

with suppress(tf.errors.UnimplementedError):
    # --8<-- [start:strings]
    model(np.array([["Return the sine of x."]]))
    # --8<-- [end:strings]
