"""Writes a log that lights every dashboard, without training: `everything.py logs`."""

import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from PIL import Image
from tensorboard.plugins import projector
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.custom_scalar import summary as custom_scalar
from tensorboard.plugins.hparams import api as hp
from tensorboard.plugins.pr_curve import summary as pr_curve

RUNS = 10
RATE = hp.HParam("learning_rate", hp.RealInterval(1e-4, 1.0))
OPTIMIZER = hp.HParam("optimizer", hp.Discrete(["adam", "sgd"]))
UNITS = hp.HParam("units", hp.Discrete([16, 32, 64]))
AUGMENT = hp.HParam("augment", hp.Discrete([False, True]))
METRICS = [
    hp.Metric("accuracy", display_name="Accuracy"),
    hp.Metric("validation/loss", display_name="Validation loss"),
]
random = np.random.default_rng(0)


@tf.function
def dense(x):
    with tf.name_scope("dense"):
        return tf.nn.relu(tf.matmul(x, tf.ones([3, 2])) + 1.0)


def write_proto(proto):
    """Writes a summary that only TensorBoard's older functions make."""
    (value,) = proto.value
    dtype = tf.as_dtype(value.tensor.dtype)
    tensor = tf.io.parse_tensor(value.tensor.SerializeToString(), dtype)
    metadata = value.metadata.SerializeToString()
    metadata = tf.compat.v1.SummaryMetadata.FromString(metadata)
    tf.summary.write(value.tag, tensor, metadata=metadata)


def write_scalars(number):
    for step in range(20):
        tf.summary.experimental.set_step(step)
        decay = np.exp(-step / (3 + number))
        tf.summary.scalar("accuracy", 1 - decay, description="Share of **right** ones")
        tf.summary.scalar("train/loss", decay + 0.05 * np.sin(step * number))
        tf.summary.scalar("validation/loss", np.exp(-step / (4 + number)) + 0.1)
    if number == 3:
        for step, value in enumerate([float("nan"), float("inf"), 1.0, 2.0]):
            tf.summary.scalar("broken", value, step=step)


def write_charts():
    for step in range(4):
        tf.summary.experimental.set_step(step)
        tf.summary.histogram("weights", random.normal(size=500) * (1 + step))
        tf.summary.image("digits", random.random((3, 8, 8, 1)), max_outputs=3)
        tf.summary.text("notes", f"# Step {step}\n\n|a|b|\n|--|--|\n|1|{step}|")
        labels, predictions = random.random(200) > 0.5, random.random(200)
        write_proto(pr_curve.pb("pr", labels, predictions, num_thresholds=41))


def write_layout():
    chart, series = layout_pb2.Chart, layout_pb2.MarginChartContent.Series
    lines = layout_pb2.MultilineChartContent(tag=["train/loss", "validation/.*"])
    one = layout_pb2.MultilineChartContent(tag=["accuracy"])
    band = series(value="accuracy", lower="train/loss", upper="validation/loss")
    margin = layout_pb2.MarginChartContent(series=[band])
    charts = [
        chart(title="both losses", multiline=lines),
        chart(title="one", multiline=one),
        chart(title="margin", margin=margin),
    ]
    category = layout_pb2.Category(title="losses", chart=charts)
    write_proto(custom_scalar.pb(layout_pb2.Layout(category=[category])))


def write_embedding(folder):
    rows = "".join(f"point {n}\t{n % 3}\n" for n in range(60))
    (folder / "metadata.tsv").write_text(f"label\tgroup\n{rows}")
    sprite = (random.random((64, 64)) * 255).astype("uint8")
    Image.fromarray(sprite).save(folder / "sprite.png")
    values = random.normal(size=(60, 8)).astype("float32")
    tf.train.Checkpoint(embedding=tf.Variable(values)).save(folder / "embedding.ckpt")
    config = projector.ProjectorConfig()
    embedding = config.embeddings.add()
    embedding.tensor_name = "embedding/.ATTRIBUTES/VARIABLE_VALUE"
    embedding.metadata_path = "metadata.tsv"
    embedding.sprite.image_path = "sprite.png"
    embedding.sprite.single_image_dim.extend([8, 8])
    projector.visualize_embeddings(str(folder), config)


def write_keras_graph(folder):
    layers = [keras.layers.Dense(3, name="hidden"), keras.layers.Dense(2, name="out")]
    callback = keras.callbacks.TensorBoard(folder, histogram_freq=0)
    callback.set_model(keras.Sequential([keras.Input([4]), *layers]))
    callback.on_train_end()


def write_run(root, number):
    with tf.summary.create_file_writer(str(root / f"run_{number}")).as_default():
        values = {
            RATE: 10.0 ** -(number % 4),
            OPTIMIZER: OPTIMIZER.domain.values[number % 2],
            UNITS: UNITS.domain.values[number % 3],
            AUGMENT: number % 2 == 1,
        }
        hp.hparams(values, trial_id=f"trial_{number}")
        write_scalars(number)
        if number < 2:
            write_charts()
        if number == 0:
            sound = np.sin(np.arange(800) / 5)[None, :, None].astype("float32")
            tf.summary.audio("tone", sound, 8000, step=0)
            shape = tf.TensorSpec([None, 3])
            tf.summary.graph(dense.get_concrete_function(shape).graph)
        if number == 1:
            tf.summary.trace_on(graph=True)
            dense(tf.ones([2, 3]))
            tf.summary.trace_export("traced", step=0)


def write(root):
    with tf.summary.create_file_writer(str(root)).as_default(step=0):
        hp.hparams_config([RATE, OPTIMIZER, UNITS, AUGMENT], METRICS)
        write_layout()
    for number in range(RUNS):
        write_run(root, number)
    write_keras_graph(root / "keras")
    write_embedding(root / "run_0")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
