from contextlib import suppress

# isort: split
# --8<-- [start:callback]
import keras
from sklearn.datasets import load_digits

images, labels = load_digits(return_X_y=True)
model = keras.Sequential()
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy")
board = keras.callbacks.TensorBoard("begun")
model.fit(images / 16, labels, epochs=3, callbacks=[board], verbose=0)
# --8<-- [end:callback]

# --8<-- [start:data]
import numpy as np
import tensorflow as tf
from sklearn.model_selection import train_test_split

train_x, held_x, train_y, held_y = train_test_split(
    images / 16, labels, test_size=0.25, random_state=0
)
val_x, test_x, val_y, test_y = train_test_split(
    held_x, held_y, test_size=1 / 3, random_state=0
)
# --8<-- [end:data]


# --8<-- [start:picture]
import matplotlib.pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.metrics import ConfusionMatrixDisplay


def picture(matrix):
    with plt.style.context("default"):  # black on white, whatever the theme
        figure = Figure(figsize=(4, 4))
        canvas = FigureCanvasAgg(figure)
        axes = figure.subplots()
        display = ConfusionMatrixDisplay(matrix)
        display.plot(ax=axes, cmap="Blues", colorbar=False)
        canvas.draw()
    return np.asarray(canvas.buffer_rgba())


# --8<-- [end:picture]


# --8<-- [start:report]
from sklearn.metrics import confusion_matrix
from tensorboard.plugins.pr_curve import summary as pr_curve


class Report(keras.callbacks.Callback):
    def __init__(self, writer):
        super().__init__()
        self.writer = writer

    def on_epoch_end(self, epoch, logs=None):
        chances = self.model(val_x).numpy()
        matrix = confusion_matrix(val_y, chances.argmax(axis=1))
        recall = matrix.diagonal() / matrix.sum(axis=1)
        curve = pr_curve.pb("eights", val_y == 8, chances[:, 8])
        with self.writer.as_default(step=epoch):
            for digit in range(10):
                tf.summary.scalar(f"recall/{digit}", recall[digit])
            if epoch % 3 == 0:  # drawing is slow
                tf.summary.image("confusion", picture(matrix)[None])
            tf.summary.experimental.write_raw_pb(curve.SerializeToString())


# --8<-- [end:report]


# --8<-- [start:train]
from tensorboard.plugins.hparams import api as hp


def train(units, rate):
    run = f"{units}_at_{rate}"
    keras.utils.set_random_seed(0)  # the runs differ in nothing else
    model = keras.Sequential(name="digits")
    model.add(keras.Input([64], name="pixels"))
    model.add(keras.layers.Dense(units, activation="relu", name="hidden"))
    model.add(keras.layers.Dense(10, activation="softmax", name="digit"))
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    writer = tf.summary.create_file_writer(f"logs/{run}")
    with writer.as_default():
        hp.hparams_config(
            hparams=[hp.HParam("units"), hp.HParam("rate")],
            metrics=[hp.Metric("epoch_accuracy", group="validation")],
        )
        hp.hparams({"units": units, "rate": rate}, trial_id=run)
    board = keras.callbacks.TensorBoard(f"logs/{run}", histogram_freq=1)
    model.fit(
        train_x,
        train_y,
        batch_size=64,
        epochs=10,
        validation_data=(val_x, val_y),
        validation_batch_size=len(val_x),
        callbacks=[board, Report(writer)],
        verbose=0,
    )
    return model, writer


# --8<-- [end:train]

# --8<-- [start:runs]
settings = [(units, rate) for units in (16, 64) for rate in (0.001, 0.01)]
runs = {setting: train(*setting) for setting in settings}
scores = {
    setting: model.evaluate(val_x, val_y, verbose=0)[1]
    for setting, (model, _) in runs.items()
}
chosen = max(scores, key=scores.get)  # validation data choose
model, writer = runs[chosen]
{setting: round(score, 2) for setting, score in scores.items()}
# --8<-- [end:runs]

# --8<-- [start:runs_check]
from tensorboard.backend.event_processing import event_accumulator

assert chosen == (64, 0.01)
for units in (16, 64):
    assert scores[units, 0.01] > scores[units, 0.001]
gain_of_rate = scores[16, 0.01] - scores[16, 0.001]
gain_of_units = scores[64, 0.001] - scores[16, 0.001]
logged, tags = {}, {}
for part in ("train", "validation"):
    log = event_accumulator.EventAccumulator(f"logs/64_at_0.01/{part}")
    logged[part] = log.Reload()
    tags[part] = set(log.Tags()["tensors"])
slow = []
for units in (16, 64):
    path = f"logs/{units}_at_0.001/validation"
    log = event_accumulator.EventAccumulator(path).Reload()
    values = log.Tensors("epoch_loss")
    slow.append([float(tf.make_ndarray(e.tensor_proto)) for e in values])
# --8<-- [end:runs_check]

# --8<-- [start:test]
test_accuracy = model.evaluate(test_x, test_y, verbose=0)[1]
print(f"{test_accuracy:.2f}")
# --8<-- [end:test]

# --8<-- [start:test_check]
assert test_accuracy > 0.9 and len(test_x) == 150
# --8<-- [end:test_check]

# --8<-- [start:layout]
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.custom_scalar import summary as custom_scalar

chart = layout_pb2.MultilineChartContent(tag=[r"recall/[018]"])
category = layout_pb2.Category(
    title="Digits",
    chart=[layout_pb2.Chart(title="recall of 0, 1 and 8", multiline=chart)],
)
layout = custom_scalar.pb(layout_pb2.Layout(category=[category]))
slow_writer = runs[16, 0.001][1]
with slow_writer.as_default(step=0):
    tf.summary.experimental.write_raw_pb(layout.SerializeToString())
# --8<-- [end:layout]

# --8<-- [start:layout_check]
events = event_accumulator.EventAccumulator("logs/16_at_0.001").Reload()


def recall(digit):
    tag = f"recall/{digit}"
    return [
        float(tf.make_ndarray(e.tensor_proto)) for e in events.Tensors(tag)
    ]


for late in (1, 8):
    assert np.mean(recall(0)) > np.mean(recall(late)) + 0.1
    assert recall(late)[0] < 0.2 < 0.5 < recall(late)[-1]
# --8<-- [end:layout_check]

# --8<-- [start:images_check]
odds = {}
for setting, (trained, _) in runs.items():
    odds[setting] = trained(val_x).numpy()
mixed = {
    setting: confusion_matrix(val_y, guess.argmax(axis=1))
    for setting, guess in odds.items()
}
weak, best = mixed[16, 0.001], mixed[64, 0.01]
mistakes = (weak - np.diag(weak.diagonal())).ravel().tolist()
assert weak[8, 1] == max(mistakes)
assert best[8, 1] < weak[8, 1]
# --8<-- [end:images_check]

# --8<-- [start:pr_check]
import tensorboard
from sklearn.metrics import average_precision_score

area = {
    setting: average_precision_score(val_y == 8, guess[:, 8])
    for setting, guess in odds.items()
}
assert area[64, 0.01] > area[16, 0.001] + 0.1
version = tensorboard.__version__
kept = {}  # by run: the recall up to which its logged precision is high
for name in ("16_at_0.001", "64_at_0.01"):
    log = event_accumulator.EventAccumulator(f"logs/{name}").Reload()
    curve = log.Tensors("eights/pr_curves")[-1].tensor_proto
    precisions, recalls = tf.make_ndarray(curve)[4:]
    kept[name] = recalls[precisions > 0.95].max()
# --8<-- [end:pr_check]


# --8<-- [start:graph]
@tf.function
def predict(pixels):
    return model(pixels)


pixels = tf.TensorSpec([None, 64], tf.float32)
with writer.as_default():
    tf.summary.graph(predict.get_concrete_function(pixels).graph)
# --8<-- [end:graph]

# --8<-- [start:spread_check]
spread = {}
for rate in (0.001, 0.01):
    layer = runs[64, rate][0].get_layer("hidden")
    spread[rate] = float(np.std(layer.kernel))
start = np.sqrt(2 / (64 + 64))  # what glorot_uniform begins with
assert start < spread[0.001] < spread[0.01]
widths = {}  # by kernel: the range of its weights, epoch by epoch
for name in ("hidden", "digit"):
    ridges = logged["train"].Tensors(f"digits/{name}/kernel/histogram")
    edges = [tf.make_ndarray(ridge.tensor_proto) for ridge in ridges]
    widths[name] = [ridge[-1, 1] - ridge[0, 0] for ridge in edges]
# --8<-- [end:spread_check]

# --8<-- [start:text]
chances = model(val_x).numpy()
guesses = chances.argmax(axis=1)
lines = ["| image | digit | read as | certainty |", "|---|---|---|---|"]
for i in np.flatnonzero(guesses != val_y):
    sure = chances[i].max()
    lines.append(f"| {i} | {val_y[i]} | {guesses[i]} | {sure:.2f} |")
with writer.as_default(step=9):
    tf.summary.text("mistakes", "\n".join(lines))
# --8<-- [end:text]

# --8<-- [start:projector]
from tensorboard.plugins import projector

run = "logs/64_at_0.01"
hidden = model.get_layer("hidden")(val_x)
np.savetxt(f"{run}/hidden.tsv", hidden, "%.3f", delimiter="\t")
np.savetxt(f"{run}/digit.tsv", val_y, "%d")
tiles = np.zeros([18 * 18, 8, 8, 4], np.uint8)  # a sheet of thumbnails
tiles[: len(val_x), ..., 3] = 255 * val_x.reshape(-1, 8, 8)
sheet = tiles.reshape(18, 18, 8, 8, 4).swapaxes(1, 2).reshape(144, 144, 4)
tf.io.write_file(f"{run}/sprite.png", tf.io.encode_png(sheet))
config = projector.ProjectorConfig()
config.embeddings.add(
    tensor_name="hidden",
    tensor_path="hidden.tsv",
    metadata_path="digit.tsv",
    sprite={"image_path": "sprite.png", "single_image_dim": [8, 8]},
)
projector.visualize_embeddings(run, config)
# --8<-- [end:projector]

# --8<-- [start:projector_check]


def neighbours(points):
    """How many images have an image of their own digit beside them."""
    distances = np.linalg.norm(points[:, None] - points, axis=2)
    np.fill_diagonal(distances, np.inf)
    return np.mean(val_y[distances.argmin(axis=1)] == val_y)


points = hidden.numpy()
together = neighbours(points)
assert together > 0.95
centred = points - points.mean(axis=0)
directions = np.linalg.svd(centred, full_matrices=False)[2][:3]
seen = neighbours(centred @ directions.T)
# --8<-- [end:projector_check]

# --8<-- [start:embeddings]
words = keras.Sequential(
    [keras.layers.Embedding(100, 8), keras.layers.Flatten()]
)
words.compile(loss="mse")
board = keras.callbacks.TensorBoard("words", embeddings_freq=1)
words.fit(np.zeros([4, 1]), np.zeros([4, 8]), callbacks=[board], verbose=0)
print(tf.train.latest_checkpoint("words/train"))
# --8<-- [end:embeddings]

# --8<-- [start:required]
import importlib.metadata

required = importlib.metadata.requires("tensorflow")
extras = importlib.metadata.metadata("tensorflow").get_all("Provides-Extra")
print([line for line in required if "tensorboard" in line], extras)
# --8<-- [end:required]

with suppress(Exception):  # TensorFlow does not export the error's class
    # --8<-- [start:not_installed]
    import sys
    from unittest import mock

    hidden_away = {"tensorboard.summary.v2": None}
    with mock.patch.dict(sys.modules, hidden_away):
        tf.summary.scalar("loss", 0.5, step=0)
    # --8<-- [end:not_installed]

# --8<-- [start:no_writer]
written = tf.summary.scalar("loss", 0.5, step=0)
print(bool(written))
# --8<-- [end:no_writer]

with suppress(ValueError):  # noqa: SIM117  a section
    # --8<-- [start:no_step]
    with writer.as_default():
        tf.summary.scalar("loss", 0.5)
    # --8<-- [end:no_step]

# --8<-- [start:same_folder]
again = keras.Sequential([keras.layers.Dense(1)])
again.compile("sgd", "mse")
for _ in range(2):
    board = keras.callbacks.TensorBoard("again", update_freq=1)
    again.fit(val_x, val_y, epochs=3, callbacks=[board], verbose=0)
log = event_accumulator.EventAccumulator("again/train").Reload()
print([event.step for event in log.Tensors("epoch_loss")])
# --8<-- [end:same_folder]

# --8<-- [start:failures_check]
assert not tf.summary.scalar("loss", 0.5)  # no writer, no step
assert "batch_loss" in log.Tags()["tensors"]
assert not any("tensorboard" in line for line in required)
assert "tensorboard" not in extras
assert not written
with tf.summary.create_file_writer("other").as_default():
    assert tf.summary.scalar("loss", 0.5, step=0)
# --8<-- [end:failures_check]
