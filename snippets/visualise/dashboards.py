from contextlib import suppress

# isort: split
# --8<-- [start:data]
import importlib.metadata

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from tensorboard.backend.event_processing import event_accumulator

keras.utils.set_random_seed(0)
images, labels = load_digits(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(
    images / 16, labels, test_size=0.25, random_state=0
)
# --8<-- [end:data]


# --8<-- [start:train]
def train(rate):
    keras.utils.set_random_seed(0)  # every run starts from equal weights
    model = keras.Sequential(
        [
            keras.Input([64]),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    board = keras.callbacks.TensorBoard(
        f"logs/rate_{rate}", histogram_freq=0, write_graph=False
    )
    return model.fit(
        train_x,
        train_y,
        epochs=12,
        validation_data=(test_x, test_y),
        callbacks=[board],
        verbose=0,
    ).history


# --8<-- [end:train]

# --8<-- [start:runs]
histories = {f"rate_{rate}": train(rate) for rate in (0.01, 0.1)}
# --8<-- [end:runs]

# --8<-- [start:by_hand]
for run, history in histories.items():
    writer = tf.summary.create_file_writer(f"logs/{run}/by_hand")
    with writer.as_default():
        for epoch in range(12):
            gap = history["val_loss"][epoch] - history["loss"][epoch]
            tf.summary.scalar("loss_gap", gap, step=epoch)
    writer.close()
# --8<-- [end:by_hand]

# --8<-- [start:curves]
rows = []
for run, history in histories.items():
    losses = np.array(history["val_loss"])
    rises = int((np.diff(losses) > 0).sum())
    rows.append([run, losses.min(), losses[-1], rises])
curves = pd.DataFrame(
    rows, columns=["run", "best", "last", "epochs that made it worse"]
).set_index("run")
curves.round(3)
# --8<-- [end:curves]

# --8<-- [start:curves_check]
good, high = curves.loc["rate_0.01"], curves.loc["rate_0.1"]
assert good["last"] < high["last"] / 2
assert good["last"] == good["best"]
assert high["last"] > high["best"]
assert good.iloc[2] < high.iloc[2]  # the epochs that made it worse
# --8<-- [end:curves_check]


# --8<-- [start:read]
def read(run, tag):
    events = event_accumulator.EventAccumulator(
        f"logs/{run}", size_guidance={event_accumulator.TENSORS: 0}
    )
    events.Reload()
    return pd.Series(
        {
            event.step: float(tf.make_ndarray(event.tensor_proto))
            for event in events.Tensors(tag)
        }
    )


losses = pd.DataFrame(
    {run: read(f"{run}/validation", "epoch_loss") for run in histories}
)
losses.round(3).tail(3)
# --8<-- [end:read]

# --8<-- [start:read_check]
for run, history in histories.items():
    assert np.allclose(losses[run], history["val_loss"])
    gap = np.subtract(history["val_loss"], history["loss"])
    assert np.allclose(read(f"{run}/by_hand", "loss_gap"), gap)
# --8<-- [end:read_check]

# --8<-- [start:plot]
figure, axes = plt.subplots()
losses.plot(ax=axes, style=["-", "--"], logy=True)
axes.set(xlabel="epoch", ylabel="validation loss (log scale)")
plt.show()
# --8<-- [end:plot]

# --8<-- [start:sampled]
events = event_accumulator.EventAccumulator("logs/rate_0.1/validation")
events.Reload()
kept = [event.step for event in events.Tensors("epoch_loss")]
print(kept)
# --8<-- [end:sampled]

# --8<-- [start:sampled_check]
assert len(kept) < len(losses)
# --8<-- [end:sampled_check]

# --8<-- [start:no_writer]
written = tf.summary.scalar("loss", 0.5, step=0)
print(bool(written))
# --8<-- [end:no_writer]

# --8<-- [start:no_writer_check]
assert not written
writer = tf.summary.create_file_writer("other_logs")
with writer.as_default():
    assert tf.summary.scalar("loss", 0.5, step=0)
# --8<-- [end:no_writer_check]

with suppress(ValueError):  # noqa: SIM117
    # --8<-- [start:no_step]
    with writer.as_default():
        tf.summary.scalar("loss", 0.5)
    # --8<-- [end:no_step]

# --8<-- [start:not_installed]
required = importlib.metadata.requires("tensorflow")
extras = importlib.metadata.metadata("tensorflow").get_all("Provides-Extra")
print([line for line in required if "tensorboard" in line], extras)
# --8<-- [end:not_installed]

# --8<-- [start:not_installed_check]
assert not any("tensorboard" in line for line in required)
assert "tensorboard" not in extras
# --8<-- [end:not_installed_check]

# --8<-- [start:solution_low]
train(0.001)
slow = read("rate_0.001/validation", "epoch_loss")
print(slow.round(3).tolist())
assert slow.is_monotonic_decreasing
assert slow.iloc[-1] > losses["rate_0.01"].iloc[-1]
# --8<-- [end:solution_low]

# --8<-- [start:solution_best]
print(losses.idxmin())
assert losses["rate_0.01"].idxmin() == 11
assert losses["rate_0.1"].idxmin() < 11
# --8<-- [end:solution_best]
