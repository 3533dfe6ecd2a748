from contextlib import suppress  # isort: split

# --8<-- [start:setup]
import importlib
import inspect
import pathlib

import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from keras import layers
from tensorboard.plugins import projector

keras.utils.set_random_seed(0)
# --8<-- [end:setup]

# --8<-- [start:topics]
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
texts = [own[place] for place in order]
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
words = vectorize.get_vocabulary()
numbers = np.asarray(vectorize(texts))

print(words[:6])
print(numbers[0])
# --8<-- [end:vectorize]

# --8<-- [start:mask]
embedding = layers.Embedding(2000, 16, mask_zero=True)
vectors = embedding(numbers[:12])
mask = np.asarray(embedding.compute_mask(numbers[:12]))

figure, axes = plt.subplots(figsize=(5, 2.2))
axes.pcolormesh(mask, cmap="Blues", edgecolors="grey", linewidth=0.3)
axes.invert_yaxis()
axes.set(xlabel="place", ylabel="text", yticks=[0, 6, 12])
plt.show()
# --8<-- [end:mask]

# --8<-- [start:mask_check]
assert words[:2] == ["", "[UNK]"]
assert len(words) == 2000
assert vectors.shape == (12, 40, 16)
assert np.array_equal(mask, numbers[:12] != 0)
# --8<-- [end:mask_check]


# --8<-- [start:train]
def train(mask_zero):
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(2000, 16, mask_zero=mask_zero),
            layers.LSTM(16),
            layers.Dense(len(topics), activation="softmax"),
        ]
    )
    adam = keras.optimizers.Adam(0.02)
    loss = "sparse_categorical_crossentropy"
    model.compile(adam, loss, metrics=["accuracy"])
    model.fit(numbers[:cut], labels[:cut], 128, epochs=6, verbose=0)
    return model, model.evaluate(numbers[cut:], labels[cut:], verbose=0)[1]


model, accuracy = train(mask_zero=True)
unmasked, unmasked_accuracy = train(mask_zero=False)
guess = np.bincount(labels[cut:]).max() / len(labels[cut:])
print(f"guessing {guess:.3f}")
print(f"without a mask {unmasked_accuracy:.3f}")
print(f"with a mask {accuracy:.3f}")
# --8<-- [end:train]

# --8<-- [start:padding]
short = np.asarray(vectorize(["Return the sine of x."]))[:, :5]
changes = {}
for name, each in [("masked", model), ("unmasked", unmasked)]:
    alone = each(short)
    changes[name] = [
        float(
            np.abs(each(np.pad(short, [(0, 0), (0, zeros)])) - alone).max()
        )
        for zeros in range(0, 36, 5)
    ]

figure, axes = plt.subplots(figsize=(5, 2.4))
for name, values in changes.items():
    axes.plot(range(0, 36, 5), values, "o-", label=name)
axes.set(xlabel="zeros added", ylabel="change")
axes.legend()
plt.show()
# --8<-- [end:padding]

# --8<-- [start:padding_check]
assert accuracy > 0.75 > guess + 0.1
assert accuracy > unmasked_accuracy + 0.03
assert max(changes["masked"]) < 1e-5
assert changes["unmasked"][-1] > 0.05
# --8<-- [end:padding_check]

# --8<-- [start:whole]
whole = keras.Sequential(
    [keras.Input((1,), dtype="string"), vectorize, model]
)
questions = ["Open a file for reading", "Return the cosine of the angle"]
answers = np.asarray(whole(tf.constant(questions)[:, None]))
for question, answer in zip(questions, answers, strict=True):
    print(question, "→", list(topics)[answer.argmax()])
# --8<-- [end:whole]

# --8<-- [start:projector]
folder = pathlib.Path("logs")
with tf.summary.create_file_writer("logs").as_default():
    tf.summary.scalar("accuracy", accuracy, step=0)  # makes it a run
learnt = np.asarray(model.layers[0].embeddings)[2:300]
np.savetxt(folder / "vectors.tsv", learnt, "%.4f", delimiter="\t")
(folder / "words.tsv").write_text("\n".join(words[2:300]), "utf-8")
config = projector.ProjectorConfig()
config.embeddings.add(
    tensor_name="words",
    tensor_path="vectors.tsv",
    metadata_path="words.tsv",
)
projector.visualize_embeddings(str(folder), config)
# --8<-- [end:projector]

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
