# --8<-- [start:data]
import keras
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

images, labels = load_digits(return_X_y=True)
train_x, val_x, train_y, val_y = train_test_split(
    images / 16, labels, test_size=0.25, random_state=0
)
validation = tf.data.Dataset.from_tensors((val_x, val_y))  # one batch
# --8<-- [end:data]


# --8<-- [start:health]
class Health(keras.callbacks.Callback):
    def __init__(self, run):
        super().__init__()
        self.writer = tf.summary.create_file_writer(f"logs/{run}")

    def on_epoch_end(self, epoch, logs=None):
        activity = self.model.get_layer("hidden")(val_x).numpy()
        dead = np.mean(activity.max(axis=0) == 0)
        with self.writer.as_default(step=epoch):
            tf.summary.histogram("units/activity", activity)
            tf.summary.scalar("units/dead", dead)
            tf.summary.scalar("loss_gap", logs["val_loss"] - logs["loss"])


# --8<-- [end:health]


# --8<-- [start:train]
def train(run, rate, x=train_x, y=train_y, epochs=15, seed=0, dropout=0.0):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(keras.Input([64]))
    model.add(keras.layers.Dense(64, activation="relu", name="hidden"))
    model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    board = keras.callbacks.TensorBoard(f"logs/{run}", write_graph=False)
    return model.fit(
        x,
        y,
        epochs=epochs,
        validation_data=validation,
        callbacks=[board, Health(run)] if run else [],  # no name: no log
        verbose=0,
    ).history


# --8<-- [end:train]

# --8<-- [start:runs]
few_x = train_x[:300]
random = np.random.default_rng(0)
wrong = random.random(300) < 0.3
few_y = np.where(wrong, random.integers(0, 10, 300), train_y[:300])

histories = {
    "good": train("good", 0.01),
    "too_high": train("too_high", 0.1),
    "overfit": train("overfit", 0.01, few_x, few_y, epochs=40),
    "dead": train("dead", 1.0),
}
# --8<-- [end:runs]


# --8<-- [start:read]
import pandas as pd
from tensorboard.backend.event_processing import event_accumulator


def read(run, tag):
    events = event_accumulator.EventAccumulator(
        f"logs/{run}", size_guidance={"tensors": 0}
    ).Reload()
    return pd.Series(
        {
            event.step: float(tf.make_ndarray(event.tensor_proto))
            for event in events.Tensors(tag)
        }
    )


losses = {}
for run in histories:
    parts = ["train", "validation"]
    series = {part: read(f"{run}/{part}", "epoch_loss") for part in parts}
    losses[run] = pd.DataFrame(series)
losses["good"].tail(3).round(3)
# --8<-- [end:read]

# --8<-- [start:read_check]
for run, history in histories.items():
    assert np.allclose(losses[run]["train"], history["loss"])
    assert np.allclose(losses[run]["validation"], history["val_loss"])
    gap = np.subtract(history["val_loss"], history["loss"])
    assert np.allclose(read(run, "loss_gap"), gap, atol=1e-6)
# --8<-- [end:read_check]

# --8<-- [start:portraits]
import matplotlib.pyplot as plt

figure, grid = plt.subplots(2, 2, figsize=(5, 5), sharey=True)
for axes, (run, frame) in zip(grid.flat, losses.items(), strict=True):
    frame.plot(ax=axes, style=["--", "-"], logy=True, legend=run == "good")
    axes.set(title=run, xlabel="epoch")
figure.supylabel("loss (log scale)")
plt.show()
# --8<-- [end:portraits]

# --8<-- [start:table]
rows = []
for run, frame in losses.items():
    curve = frame["validation"]
    rises = int((curve.diff() > 0).sum())
    rows.append([run, curve.min(), curve.idxmin(), curve.iloc[-1], rises])
columns = ["run", "best", "at epoch", "last", "epochs that made it worse"]
table = pd.DataFrame(rows, columns=columns).set_index("run")
table.round(3)
# --8<-- [end:table]

# --8<-- [start:too_high_check]
good, high = losses["good"]["validation"], losses["too_high"]["validation"]
assert high.iloc[-1] > 1.5 * good.iloc[-1]
assert high.iloc[-1] > high.min()
changes = {run: losses[run]["train"].diff() for run in losses}
rises = {run: int((change > 0).sum()) for run, change in changes.items()}
assert rises["too_high"] > rises["good"] + 2
# --8<-- [end:too_high_check]

# --8<-- [start:third]
third = train(None, 0.1 / 3)
print(np.round(third["loss"][-6:], 3))
# --8<-- [end:third]

# --8<-- [start:third_check]
third_rises = int((np.diff(third["loss"]) > 0).sum())
# --8<-- [end:third_check]

# --8<-- [start:dropout]
dropped = train(None, 0.003, epochs=40, dropout=0.5)
dropped = pd.DataFrame(dropped)
dropped.tail(3).round(3)
# --8<-- [end:dropout]

# --8<-- [start:dropout_check]
dropped_rises = int((dropped["loss"].diff() > 0).sum())
# --8<-- [end:dropout_check]

# --8<-- [start:overfit_check]
over = losses["overfit"]
turn = over["validation"].idxmin()
assert 0 < turn < 20
assert over["validation"].iloc[-1] > 1.2 * over["validation"].min()
assert over["train"].iloc[-1] < over["train"][turn] / 2
accuracy = read("overfit/validation", "epoch_accuracy")
assert accuracy.iloc[-1] < accuracy[turn]
learned = read("overfit/train", "epoch_accuracy")
right = np.mean(few_y == train_y[:300])
# --8<-- [end:overfit_check]

# --8<-- [start:dead_check]
dead = read("dead", "units/dead")
with tf.GradientTape() as tape:
    below = tf.constant(-1.0)
    tape.watch(below)
    answer = tf.nn.relu(below)
slope = tape.gradient(answer, below)
chance = np.log(10)
assert dead.iloc[-1] > 0.9 > 0.5 > read("good", "units/dead").iloc[-1]
assert np.allclose(losses["dead"][1:], chance, atol=0.3)
assert read("dead/validation", "epoch_accuracy").iloc[-1] < 0.2
# --8<-- [end:dead_check]

# --8<-- [start:tiny]
tiny = train("../more/tiny", 1e-6)
print(np.round(tiny["loss"], 3))
# --8<-- [end:tiny]

# --8<-- [start:nan]
straight = keras.Sequential([keras.Input([64]), keras.layers.Dense(1)])
straight.compile(keras.optimizers.SGD(1.0), "mse")
stop = keras.callbacks.TerminateOnNaN()
grown = straight.fit(
    train_x, train_y, epochs=5, callbacks=[stop], verbose=0
).history["loss"]
print(grown)
# --8<-- [end:nan]

# --8<-- [start:sampled]
events = event_accumulator.EventAccumulator("logs/good/train").Reload()
kept = [event.step for event in events.Tensors("epoch_loss")]
print(kept)
# --8<-- [end:sampled]

# --8<-- [start:sampled_check]
assert len(kept) < len(losses["good"])
# --8<-- [end:sampled_check]

# --8<-- [start:solution_seeds]
again = [train(None, 0.01, seed=seed) for seed in (1, 2)]
last = [run["val_loss"][-1] for run in (histories["good"], *again)]
print(np.round(last, 3))
worse = losses["too_high"]["validation"].iloc[-1] - max(last)
assert worse > max(last) - min(last)
# --8<-- [end:solution_seeds]

# --8<-- [start:solution_time]
events = event_accumulator.EventAccumulator("logs/good/train").Reload()
times = [event.wall_time for event in events.Tensors("epoch_loss")]
print(f"{times[-1] - times[0]:.1f} seconds")
# --8<-- [end:solution_time]
