from contextlib import suppress

# isort: split
# --8<-- [start:setup]
import keras
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorboard.backend.event_processing import (
    event_accumulator,
)
from tensorboard.plugins.hparams import api as hp

x, y = load_digits(return_X_y=True)
x = x / 16
# --8<-- [end:setup]


# --8<-- [start:callback]
def train(rate, run):
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
    )
    board = keras.callbacks.TensorBoard(
        f"logs/{run}",  # each run has a directory
        histogram_freq=1,  # weights, each epoch
        profile_batch=(3, 5),  # profile these batches
    )
    model.fit(x, y, epochs=4, callbacks=[board], verbose=0)
    return model


slow, fast = train(0.001, "slow"), train(0.01, "fast")
# --8<-- [end:callback]

# --8<-- [start:own]
writer = tf.summary.create_file_writer("logs/fast")
with writer.as_default(step=0):  # or step= in each call
    tf.summary.scalar("batch/size", 32)
    tf.summary.histogram("pixels", x)
    digits = x[:8].reshape(-1, 8, 8, 1)  # floats, white is one
    tf.summary.image("digits", digits, max_outputs=8)
    tf.summary.text("note", "**Markdown** is allowed")
writer.flush()  # written to disk now
# --8<-- [end:own]

# --8<-- [start:hparams]
for run, rate in [("slow", 0.001), ("fast", 0.01)]:
    writer = tf.summary.create_file_writer(f"logs/{run}")
    with writer.as_default():
        hp.hparams_config(
            hparams=[hp.HParam("rate")],
            metrics=[hp.Metric("epoch_loss", group="train")],
        )
        hp.hparams({"rate": rate}, trial_id=run)
# --8<-- [end:hparams]


# --8<-- [start:graph]
@tf.function
def predict(pixels):
    return fast(pixels)


pixels = tf.TensorSpec([None, 64])
with writer.as_default():
    traced = predict.get_concrete_function(pixels)
    tf.summary.graph(traced.graph)
# --8<-- [end:graph]


# --8<-- [start:read]
def read(run, tag):
    events = event_accumulator.EventAccumulator(
        f"logs/{run}",
        size_guidance={"tensors": 0},  # keep all, no sample
    ).Reload()
    protos = [
        event.tensor_proto for event in events.Tensors(tag)
    ]
    return np.array(
        [tf.make_ndarray(proto) for proto in protos]
    )


for run in ("fast", "slow"):
    losses = read(f"{run}/train", "epoch_loss")
    print(run, losses.round(2))
# --8<-- [end:read]

# --8<-- [start:silent]
written = tf.summary.scalar("loss", 0.5, step=0)  # no writer
print(bool(written))
# --8<-- [end:silent]

# --8<-- [start:check]
assert len(losses) == 4
assert read("fast/train", "epoch_loss")[-1] < losses[-1]
assert not written
assert digits.min() == 0 and digits.max() == 1
# --8<-- [end:check]

with suppress(ValueError):  # noqa: SIM117  a section
    # --8<-- [start:no_step]
    with writer.as_default():  # step=…
        tf.summary.scalar("loss", 0.5)
    # --8<-- [end:no_step]
