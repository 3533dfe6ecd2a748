from contextlib import suppress  # isort: split

# --8<-- [start:simplest]
import keras
import numpy as np


class Double(keras.layers.Layer):
    def call(self, inputs):
        return 2 * inputs


print(Double()(np.ones((2, 3))).numpy())
# --8<-- [end:simplest]

# --8<-- [start:setup]
import matplotlib.pyplot as plt
import pandas as pd
import tensorflow as tf
from keras import ops
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import scale

keras.utils.set_random_seed(0)
x, y = load_diabetes(return_X_y=True)
x, y = scale(x).astype("float32"), scale(y).astype("float32")[:, None]
print(x.shape, y.shape)  # y is a column
# --8<-- [end:setup]


# --8<-- [start:layer]
class Linear(keras.layers.Layer):
    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(shape=shape, name="kernel")
        self.bias = self.add_weight(
            shape=(self.units,), initializer="zeros", name="bias"
        )

    def call(self, inputs):
        return ops.matmul(inputs, self.kernel) + self.bias


layer = Linear(3)
print(layer(x[:5]).shape, layer.count_params(), "parameters")
# --8<-- [end:layer]

# --8<-- [start:layer_check]
dense = keras.layers.Dense(3)
dense.build(x.shape)
dense.set_weights(layer.get_weights())
assert np.allclose(dense(x), layer(x), atol=1e-6)
# --8<-- [end:layer_check]

# --8<-- [start:life]
seen = []


class Noted(Linear):
    def __init__(self, *arguments, **options):
        seen.append("__init__")
        super().__init__(*arguments, **options)

    def build(self, input_shape):
        seen.append("build")
        super().build(input_shape)

    def call(self, inputs):
        seen.append("call")
        return super().call(inputs)


life = {}
noted = Noted(1)
life["made"], seen = seen, []
model = keras.Sequential([keras.Input((10,)), noted])
life["in model"], seen = seen, []
model.compile(optimizer="sgd", loss="mse")
model.fit(x[:320], y[:320], batch_size=32, epochs=3, verbose=0)
life["fit"], seen = seen, []
model.fit(x[:320], y[:320], batch_size=32, verbose=0)
life["fit again"], seen = seen, []
model(x)
life["called"], seen = seen, []
model(x)
life["called again"], seen = seen, []
# --8<-- [end:life]

# --8<-- [start:life_more]
model.fit(x[:320], y[:320], validation_data=(x, y), verbose=0)
validated, seen = seen, []
unbuilt = keras.Sequential([Noted(1)])  # no `keras.Input`
unbuilt.compile(optimizer="sgd", loss="mse")
unbuilt.fit(x[:320], y[:320], verbose=0)
late, seen = seen, []
assert validated == ["call"]
assert 1 < late.count("call") < 320 // 32
# --8<-- [end:life_more]

# --8<-- [start:life_picture]
figure, axes = plt.subplots(figsize=(5, 2.6))
for step, calls in enumerate(life.values()):
    for row, method in enumerate(["call", "build", "__init__"]):
        if method in calls:
            axes.plot(step, row, "o", markersize=22, color=f"C{row}")
axes.set_yticks(range(3), ["call", "build", "__init__"])
names = [name.replace(" ", "\n") for name in life]
axes.set_xticks(range(len(life)), names)
axes.set(xlim=(-0.5, len(life) - 0.5), ylim=(-0.5, 2.5))
plt.show()
# --8<-- [end:life_picture]

# --8<-- [start:life_check]
assert life == {
    "made": ["__init__"],
    "in model": ["build", "call"],
    "fit": ["call"],
    "fit again": [],
    "called": ["call"],
    "called again": ["call"],
}
# --8<-- [end:life_check]


# --8<-- [start:saved]
@keras.saving.register_keras_serializable("guide")
class Affine(Linear):
    def __init__(self, units, activation=None, **options):
        super().__init__(units, **options)
        self.activation = keras.activations.get(activation)

    def call(self, inputs):
        return self.activation(super().call(inputs))

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        own = {"units": self.units, "activation": activation}
        return super().get_config() | own


model = keras.Sequential(
    [keras.Input((10,)), Affine(8, keras.activations.tanh), Affine(1)]
)
model.save("affine.keras")
restored = keras.models.load_model("affine.keras")
print("activation:", restored.layers[0].get_config()["activation"])
print("largest difference:", np.abs(restored(x) - model(x)).max())
# --8<-- [end:saved]

# --8<-- [start:saved_check]
assert np.array_equal(restored(x), model(x))
assert isinstance(restored.layers[0], Affine)
config = Affine(8).get_config()
assert set(config) == {"name", "trainable", "dtype", "units", "activation"}


class Holder(keras.layers.Layer):
    def __init__(self, held, **options):
        super().__init__(**options)
        self.held = held

    def call(self, inputs):
        return inputs


noted_held = [
    Holder(held).get_config()["held"] for held in ((2, 3), {"two": (2, 3)})
]
keras.Sequential([keras.Input((10,)), Holder((2, 3))]).save("held.keras")
loaded = keras.models.load_model("held.keras", {"Holder": Holder})
returned = loaded.layers[0].held
assert noted_held == [(2, 3), {"two": (2, 3)}] and returned == [2, 3]
# --8<-- [end:saved_check]


# --8<-- [start:block]
class Block(keras.layers.Layer):
    def __init__(self, units, **options):
        super().__init__(**options)
        self.inner = keras.layers.Dense(units)
        self.steps = self.add_weight(
            shape=(), initializer="zeros", trainable=False, name="steps"
        )

    def call(self, inputs, training=False):
        if training:
            self.steps.assign(self.steps + 1)
        return self.inner(inputs)


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = Block(16)
        self.head = keras.layers.Dense(1)

    def call(self, inputs, training=False):
        hidden = self.hidden(inputs, training=training)
        return self.head(ops.relu(hidden))


net = Net()
net.compile(optimizer="sgd", loss="mse")
net.fit(x[:320], y[:320], batch_size=32, verbose=0)
net.predict(x, verbose=0)
print(net.hidden.steps.numpy(), "steps of training")
print(len(net.trainable_weights), "of", len(net.weights), "weights train")
# --8<-- [end:block]

# --8<-- [start:block_check]
assert net.hidden.steps == 10
assert len(net.weights) == len(net.trainable_weights) + 1 == 5
# --8<-- [end:block_check]


# --8<-- [start:train_step]
class Clipped(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x, y, y_pred, sample_weight)
        weights = self.trainable_weights
        gradients = tape.gradient(loss, weights)
        clipped, norm = tf.clip_by_global_norm(gradients, self.limit)
        self.optimizer.apply(clipped, weights)

        tracker = self.metrics[0]  # the mean that fit reports as loss
        rows = tf.shape(keras.tree.flatten(x)[0])[0]  # x may be several
        tracker.update_state(loss, sample_weight=rows)
        logs = self.compute_metrics(x, y, y_pred, sample_weight)
        after = tf.linalg.global_norm(clipped)
        return logs | {"norm": norm, "after": after}


# --8<-- [end:train_step]


# --8<-- [start:compare]
def build(kind, limit=None, metrics=None, **options):
    keras.utils.set_random_seed(0)  # the same weights each time
    inputs = keras.Input((10,))
    hidden = keras.layers.Dense(16, activation="relu")(inputs)
    model = kind(inputs, keras.layers.Dense(1)(hidden))
    model.limit = limit
    optimizer = keras.optimizers.SGD(0.1, **options)
    model.compile(optimizer=optimizer, loss="mse", metrics=metrics)
    return model


def history(model, **options):
    options |= {"shuffle": False, "verbose": 0}
    return model.fit(x, y, epochs=5, **options).history


def losses(model, **options):
    return history(model, **options)["loss"]


plain = losses(build(keras.Model))
own = losses(build(Clipped, limit=1e9))  # clips nothing yet
print("plain fit ", np.round(plain, 4))
print("train_step", np.round(own, 4))
# --8<-- [end:compare]

# --8<-- [start:compare_check]
assert np.allclose(plain, own, rtol=1e-4)

# The loss of each batch by itself, through one epoch
again = build(keras.Model)
alone, sizes = [], []
for begin in range(0, len(x), 32):
    rows = slice(begin, begin + 32)
    again.reset_metrics()
    alone.append(float(again.train_on_batch(x[rows], y[rows])))
    sizes.append(len(x[rows]))
assert np.isclose(np.average(alone, weights=sizes), plain[0], rtol=1e-4)
assert not np.isclose(np.mean(alone), plain[0], rtol=1e-3)
# --8<-- [end:compare_check]

# --8<-- [start:weighted]
importance = np.linspace(0, 2, len(x), dtype="float32")
fits = {
    "plain fit": build(keras.Model, metrics=["mae"]),
    "train_step": build(Clipped, limit=1e9, metrics=["mae"]),
}
table = {}
for name, fitted in fits.items():
    logs = history(fitted, sample_weight=importance)
    table[name] = {key: logs[key][-1] for key in ("loss", "mae")}
pd.DataFrame(table).round(4)
# --8<-- [end:weighted]

# --8<-- [start:weighted_check]
assert np.isclose(*[table[name]["loss"] for name in fits], rtol=1e-4)
assert np.isclose(*[table[name]["mae"] for name in fits], rtol=1e-4)
assert not np.isclose(table["plain fit"]["loss"], plain[-1], rtol=0.01)
weights = [fitted.get_weights() for fitted in fits.values()]
for one, other in zip(*weights, strict=True):
    assert np.allclose(one, other, atol=1e-4)
# --8<-- [end:weighted_check]


# --8<-- [start:inputs_check]
def of_two(kind, nested):
    keras.utils.set_random_seed(0)
    inputs = [keras.Input((10,), name=name) for name in "ab"]
    joined = keras.layers.Concatenate()(inputs)
    if nested is dict:
        inputs = dict(zip("ab", inputs, strict=True))
    model = kind(inputs, keras.layers.Dense(1)(joined))
    model.limit = 1e9
    model.compile("sgd", "mse")
    given = {"a": x, "b": x} if nested is dict else [x, x]
    return model.fit(given, y, shuffle=False, verbose=0).history["loss"]


for nested in (dict, list):
    two_inputs = [of_two(kind, nested) for kind in (keras.Model, Clipped)]
    assert np.allclose(*two_inputs, rtol=1e-4)
# --8<-- [end:inputs_check]

# --8<-- [start:half_check]
keras.config.set_dtype_policy("mixed_float16")
half = losses(build(keras.Model)), losses(build(Clipped, limit=1e9))
keras.config.set_dtype_policy("float32")
assert np.allclose(half[0], plain, rtol=0.01)
assert half[1][-1] > 0.99 * half[1][0]
# --8<-- [end:half_check]

# --8<-- [start:clip]
norms, after = [], []


def note(batch, logs):
    norms.append(logs["norm"])
    after.append(logs["after"])


noting = keras.callbacks.LambdaCallback(on_train_batch_end=note)
by_hand = losses(build(Clipped, 1.0), callbacks=[noting])
built_in = losses(build(keras.Model, global_clipnorm=1.0))
print("by hand ", np.round(by_hand, 4))
print("built in", np.round(built_in, 4))
# --8<-- [end:clip]

# --8<-- [start:clip_picture]
figure, axes = plt.subplots(figsize=(5, 2.6))
axes.plot(norms, label="before")
axes.plot(after, label="after")
axes.set(xlabel="batch", ylabel="norm of gradient", ylim=0)
axes.legend()
plt.show()
# --8<-- [end:clip_picture]

# --8<-- [start:clip_check]
assert np.allclose(by_hand, built_in, rtol=1e-4)
assert by_hand[0] > own[0] * 1.05
assert np.allclose(after, np.minimum(norms, 1), atol=1e-4)
assert norms[0] > 1 > min(norms)
# --8<-- [end:clip_check]

with suppress(ValueError):
    # --8<-- [start:positional]
    class Old(keras.layers.Layer):
        def build(self, input_shape):
            self.kernel = self.add_weight("kernel", (input_shape[-1], 3))

        def call(self, inputs):
            return inputs @ self.kernel

    Old()(x)
    # --8<-- [end:positional]

with suppress(TypeError):
    # --8<-- [start:unknown]
    written = keras.saving.serialize_keras_object(Linear(3))
    keras.saving.deserialize_keras_object(written)
    # --8<-- [end:unknown]

# --8<-- [start:named]
keras.Sequential([keras.Input((10,)), Linear(3)]).save("linear.keras")
known = {"Linear": Linear}
loaded = keras.models.load_model("linear.keras", custom_objects=known)
print(loaded.layers[0].units, "units")
# --8<-- [end:named]

# --8<-- [start:named_check]
try:
    keras.models.load_model("linear.keras")
except TypeError as error:
    assert "Could not locate class 'Linear'" in str(error)
else:
    raise AssertionError("it should not load")
# --8<-- [end:named_check]

with suppress(NotImplementedError):
    # --8<-- [start:no_config]
    class Shift(keras.layers.Layer):
        def __init__(self, by, **options):
            super().__init__(**options)
            self.by = by

        def call(self, inputs):
            return inputs + self.by

    shifting = keras.Sequential([keras.Input((10,)), Shift(np.ones(10))])
    shifting.save("shift.keras")
    # --8<-- [end:no_config]

with suppress(TypeError):
    # --8<-- [start:no_options]
    class Plus(keras.layers.Layer):
        def __init__(self, by):
            super().__init__()
            self.by = by

    written = keras.saving.serialize_keras_object(Plus(2))
    known = {"Plus": Plus}
    keras.saving.deserialize_keras_object(written, custom_objects=known)
    # --8<-- [end:no_options]


# --8<-- [start:zero]
class Forgetful(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x=x, y=y, y_pred=self(x))
        weights = self.trainable_weights
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        return {"loss": loss}


forgetful = build(Forgetful)
print(losses(forgetful))
print("really:", round(forgetful.evaluate(x, y, verbose=0), 4))
# --8<-- [end:zero]

# --8<-- [start:zero_check]
same = build(keras.Model)
losses(same)
assert np.isclose(
    forgetful.evaluate(x, y, verbose=0),
    same.evaluate(x, y, verbose=0),
    rtol=1e-4,
)
# --8<-- [end:zero_check]

with suppress(AttributeError):
    # --8<-- [start:minimize]
    optimizer = keras.optimizers.Adam()
    optimizer.minimize(forgetful.loss, forgetful.weights)
    # --8<-- [end:minimize]

# --8<-- [start:gone]
renamed = [
    (optimizer, "minimize", "apply"),
    (optimizer, "get_weights", "variables"),
    (optimizer, "lr", "learning_rate"),
    (model, "predict_classes", "predict"),
    (model, "fit_generator", "fit"),
    (keras.metrics.Mean(), "reset_states", "reset_state"),
]
rows = {}
for owner, old, new in renamed:
    name = f"{type(owner).__name__}.{old}"
    rows[name] = [hasattr(owner, old), new, hasattr(owner, new)]
columns = ["still there", "instead", "is there"]
pd.DataFrame.from_dict(rows, orient="index", columns=columns)
# --8<-- [end:gone]

# --8<-- [start:gone_check]
assert all(new and not old for old, _, new in rows.values())
# --8<-- [end:gone_check]
