from contextlib import suppress  # isort: split

# --8<-- [start:simplest]
import keras
from keras.layers import Dense
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(0)
pixels, labels = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    pixels / 16, labels, random_state=0, stratify=labels
)
small = keras.Sequential([Dense(10, activation="softmax")])
small.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
small.fit(x_train, y_train, epochs=20, verbose=0)
loss, accuracy = small.evaluate(x_test, y_test, verbose=0)
print(f"{accuracy:.0%} of the unseen digits are right")
# --8<-- [end:simplest]

# --8<-- [start:build]
import numpy as np

keras.utils.set_random_seed(0)
model = keras.Sequential(
    [
        keras.Input((64,)),
        Dense(64, activation="relu"),
        Dense(10, activation="softmax"),
    ]
)
model.summary()
# --8<-- [end:build]

# --8<-- [start:train]
model.compile(
    optimizer=keras.optimizers.Adam(0.003),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
history = model.fit(
    x_train, y_train, validation_split=0.2, epochs=15, verbose=0
)
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
# --8<-- [end:train]

# --8<-- [start:one]
one = model.predict(x_test[:1], verbose=0)
print(one.shape, one.argmax(axis=1), "label:", y_test[0])
# --8<-- [end:one]

# --8<-- [start:curve]
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot(history.history["loss"], label="training")
axes.plot(history.history["val_loss"], label="validation")
axes.set(xlabel="epoch", ylabel="loss")
axes.legend()
plt.show()
# --8<-- [end:curve]

# --8<-- [start:train_check]
training, validation = history.history["loss"], history.history["val_loss"]
assert accuracy > 0.93
assert validation[0] < training[0]
assert training[-1] < validation[-1] < validation[0] / 4
assert model.count_params() == (64 + 1) * 64 + (64 + 1) * 10

# The same again for one epoch: what is the loss when it is over?
keras.utils.set_random_seed(0)
fresh = keras.models.clone_model(model)
fresh.compile(
    keras.optimizers.Adam(0.003), model.loss, metrics=["accuracy"]
)
fresh.fit(x_train, y_train, validation_split=0.2, epochs=1, verbose=0)
held_out = int(len(x_train) * 0.8)  # where validation_split cuts
once_over, _ = fresh.evaluate(
    x_train[:held_out], y_train[:held_out], verbose=0
)
assert once_over < training[0]
# --8<-- [end:train_check]

# --8<-- [start:callback]
stopper = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=3, restore_best_weights=True
)
longer = model.fit(
    x_train,
    y_train,
    validation_split=0.2,
    epochs=200,
    callbacks=[stopper],
    verbose=0,
)
epochs_used = len(longer.epoch)
# --8<-- [end:callback]

# --8<-- [start:callback_check]
assert epochs_used < 200
assert epochs_used - 1 - np.argmin(longer.history["val_loss"]) == 3

last_fifth_loss, _ = model.evaluate(
    x_train[held_out:], y_train[held_out:], verbose=0
)
assert np.isclose(
    last_fifth_loss, min(longer.history["val_loss"]), rtol=1e-3
)

# The same, with too much patience to stop early.
patient = keras.models.clone_model(model)
patient.set_weights(model.get_weights())
patient.compile(keras.optimizers.Adam(0.03), model.loss)
patience = keras.callbacks.EarlyStopping(
    patience=15, restore_best_weights=True
)
never = patient.fit(
    x_train,
    y_train,
    validation_split=0.2,
    epochs=15,
    callbacks=[patience],
    verbose=0,
)
never_losses = never.history["val_loss"]
never_loss = patient.evaluate(
    x_train[held_out:], y_train[held_out:], verbose=0, return_dict=True
)["loss"]
assert patience.stopped_epoch == 0 and len(never_losses) == 15
assert np.isclose(never_loss, min(never_losses), rtol=1e-3)
# --8<-- [end:callback_check]

# --8<-- [start:eager]
import time


def train_copy(run_eagerly):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        run_eagerly=run_eagerly,
    )
    keras.utils.set_random_seed(0)  # the same batches in the same order
    losses, times = [], []
    for _ in range(3):
        start = time.perf_counter()
        losses += copy.fit(x_train, y_train, verbose=0).history["loss"]
        times.append(time.perf_counter() - start)
    return losses, min(times)


graph_losses, graph_seconds = train_copy(run_eagerly=False)
eager_losses, eager_seconds = train_copy(run_eagerly=True)
print("compiled", np.round(graph_losses, 4), f"{graph_seconds:.2f} s")
print("eager   ", np.round(eager_losses, 4), f"{eager_seconds:.2f} s")
# --8<-- [end:eager]

# --8<-- [start:eager_check]
assert np.allclose(graph_losses, eager_losses, rtol=1e-4)
assert eager_seconds > 2 * graph_seconds
# --8<-- [end:eager_check]

# --8<-- [start:save]
import os
import zipfile

model.save("digits.keras")
print(zipfile.ZipFile("digits.keras").namelist())

restored = keras.models.load_model("digits.keras")
before = model.predict(x_test, verbose=0)
after = restored.predict(x_test, verbose=0)
print("largest difference:", np.abs(before - after).max())
# --8<-- [end:save]

# --8<-- [start:save_check]
assert np.allclose(before, after, atol=1e-6)
# --8<-- [end:save_check]

# --8<-- [start:backends]
import subprocess
import sys

answers = {}
for backend in ["jax", "theano", "cntk"]:
    started = subprocess.run(
        [sys.executable, "-c", "import keras"],
        env=os.environ | {"KERAS_BACKEND": backend},
        capture_output=True,
        text=True,
    )
    lines = started.stderr.splitlines()
    answers[backend] = lines[-1] if started.returncode else "works"
    print(f"{backend:7}", answers[backend])
# --8<-- [end:backends]

# --8<-- [start:backends_check]
assert keras.backend.backend() == "tensorflow"
assert "No module named 'jax'" in answers["jax"]
for backend in ["theano", "cntk"]:
    unknown = f"ValueError: Unable to import backend : {backend}"
    assert answers[backend] == unknown
# --8<-- [end:backends_check]

# --8<-- [start:same]
import tensorflow as tf

print("the same class:", tf.keras.Sequential is keras.Sequential)
print("a name of both:", hasattr(tf.keras.losses, "mean_squared_error"))
# --8<-- [end:same]

# --8<-- [start:same_check]
assert tf.keras.Sequential is keras.Sequential
assert hasattr(keras.losses, "mean_squared_error")
assert not hasattr(tf.keras.losses, "mean_squared_error")
# --8<-- [end:same_check]

# --8<-- [start:sorted]
order = np.argsort(y_train)
x_sorted, y_sorted = x_train[order], y_train[order]
held_back = int(len(order) * 0.8)
print("training labels  ", np.unique(y_sorted[:held_back]))
print("validation labels", np.unique(y_sorted[held_back:]))

keras.utils.set_random_seed(0)
blind = keras.models.clone_model(model)  # with new weights
blind.compile("adam", model.loss, metrics=["accuracy"])
seen = blind.fit(
    x_sorted, y_sorted, validation_split=0.2, epochs=10, verbose=0
)
for name in ["accuracy", "val_accuracy"]:
    print(f"{name:12} {seen.history[name][-1]:.2f}")
# --8<-- [end:sorted]

# --8<-- [start:sorted_check]
assert not {8, 9} & set(y_sorted[:held_back])
assert np.mean(y_sorted[held_back:] >= 8) > 0.95
assert seen.history["accuracy"][-1] > 0.9
assert seen.history["val_accuracy"][-1] < 0.4

# The same rows, shuffled: now the validation data say something.
mixed = np.random.default_rng(0).permutation(len(x_sorted))
keras.utils.set_random_seed(0)
sighted = keras.models.clone_model(model)
sighted.compile("adam", model.loss, metrics=["accuracy"])
shuffled = sighted.fit(
    x_sorted[mixed],
    y_sorted[mixed],
    validation_split=0.2,
    epochs=10,
    verbose=0,
)
assert shuffled.history["val_accuracy"][-1] > 0.8
# --8<-- [end:sorted_check]

with suppress(ValueError):
    # --8<-- [start:split_dataset]
    dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train))
    blind.fit(dataset.batch(32), validation_split=0.2, verbose=0)
    # --8<-- [end:split_dataset]

with suppress(TypeError):
    # --8<-- [start:input_dim_on_add]
    model = keras.Sequential()
    model.add(Dense(64), input_dim=20)
    # --8<-- [end:input_dim_on_add]

# --8<-- [start:input_dim_on_layer]
model = keras.Sequential()
model.add(Dense(64, input_dim=20))
# --8<-- [end:input_dim_on_layer]

# --8<-- [start:input_first]
model = keras.Sequential()
model.add(keras.Input((20,)))
model.add(Dense(64))
print([tuple(weight.shape) for weight in model.weights])
# --8<-- [end:input_first]

# --8<-- [start:input_check]
assert model.input_shape == (None, 20)
assert [tuple(weight.shape) for weight in model.weights] == [
    (20, 64),
    (64,),
]
# --8<-- [end:input_check]
