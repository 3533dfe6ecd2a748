from contextlib import suppress

# isort: split
# --8<-- [start:setup]
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(0)
x, y = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    x / 16, y, random_state=0
)
# --8<-- [end:setup]

# --8<-- [start:sequential]
model = keras.Sequential(
    [
        keras.Input((64,)),  # one sample, no batch
        layers.Dense(64, activation="relu"),
        layers.Dropout(0.2),  # in training only
        layers.Dense(10, activation="softmax"),
    ]
)
# --8<-- [end:sequential]

# --8<-- [start:functional]
pixels = keras.Input((64,))
hidden = layers.Dense(32, activation="relu")(pixels)
joined = layers.concatenate([pixels, hidden])
digit = layers.Dense(10, activation="softmax")(joined)
branched = keras.Model(pixels, digit)
# --8<-- [end:functional]

# --8<-- [start:look]
print(model.input_shape, "->", model.output_shape)
print(f"{model.count_params():,d} parameters")
for weight in model.weights:
    print(f"{weight.path:26}", tuple(weight.shape))
# --8<-- [end:look]

# --8<-- [start:losses]
one_hot = keras.utils.to_categorical(y_train)
for units, activation, cost, target in [
    (1, "sigmoid", "binary_crossentropy", y_train == 8),
    (10, "sigmoid", "binary_crossentropy", one_hot),
    (10, "softmax", "sparse_categorical_crossentropy", y_train),
    (10, "softmax", "categorical_crossentropy", one_hot),
    (1, None, "mse", x_train.mean(axis=1)),
]:
    head = keras.Sequential([layers.Dense(units, activation)])
    head.compile(loss=cost)
    head.fit(x_train, target, batch_size=256, verbose=0)
# --8<-- [end:losses]

# --8<-- [start:compile]
model.compile(
    optimizer=keras.optimizers.Adam(0.01),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
# --8<-- [end:compile]

# --8<-- [start:fit]
history = model.fit(
    x_train,
    y_train,
    validation_split=0.2,
    batch_size=64,
    epochs=100,
    callbacks=[
        keras.callbacks.EarlyStopping(
            patience=4, restore_best_weights=True
        ),
        keras.callbacks.ReduceLROnPlateau(patience=2),
        keras.callbacks.CSVLogger("log.csv"),
    ],
    verbose=0,
)
print(len(history.epoch), "epochs:", *history.history)
# --8<-- [end:fit]

# --8<-- [start:use]
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
chances = model.predict(x_test, verbose=0)  # probabilities
print(f"{accuracy:.0%}", chances.shape, chances[0].argmax())
few = model(x_test[:3], training=False)  # at once, a tensor
# --8<-- [end:use]

# --8<-- [start:save]
model.save("digits.keras")  # layers, weights, optimizer
same = keras.models.load_model("digits.keras")
model.save_weights("digits.weights.h5")
same.load_weights("digits.weights.h5")
# --8<-- [end:save]

# --8<-- [start:debug]
model.compile("adam", model.loss, run_eagerly=True)
model.fit(x_train[:64], y_train[:64], verbose=0)  # prints work
# --8<-- [end:debug]

# --8<-- [start:reuse]
body = keras.Model(model.inputs, model.layers[0].output)
body.trainable = False  # in `model`, too; before compile
tuned = keras.Sequential([body, layers.Dense(2)])
print(len(tuned.trainable_weights), "of", len(tuned.weights))
# --8<-- [end:reuse]

# --8<-- [start:check]
assert accuracy > 0.93
assert len(history.epoch) < 100
again = same.predict(x_test, verbose=0)
assert np.allclose(again, chances, atol=1e-6)
assert np.allclose(few, chances[:3], atol=1e-6)
assert len(tuned.trainable_weights) == 2
assert len(model.trainable_weights) == 2 < len(model.weights)

eager = []


class Probe(layers.Layer):
    """Notes whether it sees numbers."""

    def call(self, values):
        eager.append(hasattr(values, "numpy"))
        return values


for run_eagerly in [False, True]:
    probe = keras.Sequential([Probe(), layers.Dense(1)])
    probe.compile(loss="mse", run_eagerly=run_eagerly)
    eager.clear()
    probe.fit(x_train[:64], y_train[:64], verbose=0)
    assert any(eager) == run_eagerly
# --8<-- [end:check]

with suppress(ValueError):
    # --8<-- [start:wrong_shape]
    tuned.predict(x_test[0], verbose=0)
    # --8<-- [end:wrong_shape]

with suppress(ValueError):
    # --8<-- [start:wrong_loss]
    model.compile(loss="categorical_crossentropy")
    model.fit(x_train, y_train, verbose=0)  # integers
    # --8<-- [end:wrong_loss]
