from contextlib import suppress

# isort: split
# --8<-- [start:setup]
import keras
import numpy as np
import tensorflow as tf
from keras import layers, losses, ops
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(0)
x, y = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y)
# --8<-- [end:setup]

# --8<-- [start:losses]
scores = np.array([[2.0, 1.0, -1.0], [1.5, -2.0, 3.0]])
whole = np.array([0, 2])
hot = np.eye(3)[whole]
several = np.array([[1, 1, 0], [0, 0, 1]])
cases = [
    (losses.SparseCategoricalCrossentropy, ops.softmax, whole),
    (losses.CategoricalCrossentropy, ops.softmax, hot),
    (losses.BinaryCrossentropy, ops.sigmoid, several),
]
for loss, last, truth in cases:
    linear = loss(from_logits=True)(truth, scores)
    ended = loss()(truth, last(scores))  # the default
    print(f"{loss.__name__:30} {linear:.4f} {ended:.4f}")
# --8<-- [end:losses]

# --8<-- [start:mistakes]
sparse = losses.SparseCategoricalCrossentropy
of_logits, of_odds = sparse(from_logits=True), sparse()
for classes in (2, 10):
    perfect = np.eye(classes)[:1]  # and softmax once more
    floor = float(of_logits(np.array([0]), perfect))
    print(f"{classes:2} classes: never below {floor:.3f}")
logits = tf.Variable(scores)
for loss in (of_logits, of_odds):
    with tf.GradientTape() as tape:
        cost = loss(whole, logits)
    slope = tape.gradient(cost, logits).numpy()
    print(slope[0].round(2))
# --8<-- [end:mistakes]

# --8<-- [start:metrics]
truth = np.array([[1.0], [1.0], [0.0]])
raw = np.array([[3.0], [0.2], [-4.0]])  # logits
for threshold in (0.5, 0):
    metric = keras.metrics.BinaryAccuracy(threshold=threshold)
    print(threshold, round(float(metric(truth, raw)), 2))
mean = keras.metrics.Mean()
mean.update_state([1.0, 1.0, 1.0])
mean.update_state([0.0])  # counts examples, not batches
print(float(mean.result()))  # reset_state() starts again
# --8<-- [end:metrics]

# --8<-- [start:numbers]
normalize = layers.Normalization()
normalize.adapt(x_train)  # training data only; not in fit
scaled = normalize(x_train).numpy()
print(x_train[:3, 20], scaled[:3, 20].round(1))
forgotten = layers.Normalization()(x_test)  # says nothing
# --8<-- [end:numbers]

# --8<-- [start:words]
colours = ["red", "green", "red", "blue"]
lookup = layers.StringLookup(output_mode="one_hot")
lookup.adapt(colours)
print(*lookup.get_vocabulary())  # unknown words in front
print(lookup(["mauve"]).numpy())
hash_words = layers.Hashing(100)  # no list; some may collide
print(hash_words(colours).numpy())
encode = layers.CategoryEncoding(3, output_mode="multi_hot")
print(encode(np.array([[0, 2]])).numpy())
bins = layers.Discretization([10.0, 20.0])
print(bins(np.array([5.0, 10.0, 99.0])).numpy())
# --8<-- [end:words]

# --8<-- [start:table]
table = {
    "hour": np.arange(100) % 24,
    "day": np.array(["Mon", "Tue", "Wed", "Sat", "Sun"] * 20),
    "celsius": np.linspace(-5, 30, 100),
}
space = keras.utils.FeatureSpace(
    features={
        "hour": "integer_categorical",
        "day": "string_categorical",
        "celsius": "float_normalized",
    },
    crosses=[("hour", "day")],  # pairs, hashed
    output_mode="concat",
)
space.adapt(tf.data.Dataset.from_tensor_slices(table).batch(32))
print(space(table).shape)  # one vector for each row
# --8<-- [end:table]

# --8<-- [start:text]
texts = ["Open the file.", "the cosine of x", "close a file"]
vectorize = layers.TextVectorization(
    max_tokens=50, output_sequence_length=6
)
vectorize.adapt(texts)
words = vectorize.get_vocabulary()
print(words[:2])  # padding, unknown
print(vectorize(texts[:2]).numpy())
reader = keras.Sequential(
    [
        keras.Input((None,), dtype="int32"),
        layers.Embedding(len(words), 8, mask_zero=True),
        layers.LSTM(8),
        layers.Dense(2),
    ]
)
strings = keras.Input((1,), dtype="string")
of_strings = keras.Sequential([strings, vectorize, reader])
print(of_strings(tf.constant(texts)[:, None]).shape)
# --8<-- [end:text]

# --8<-- [start:mask]
short = vectorize(texts[:1])[:, :3]
padded = np.pad(short, [(0, 0), (0, 9)])
print(np.abs(reader(padded) - reader(short)).max() < 1e-6)
keep = [layers.GRU(8), layers.GlobalAveragePooling1D()]
keep += [layers.MultiHeadAttention(1, 8), layers.Dense(8)]
lose = [layers.Conv1D(8, 3), layers.Flatten()]
print([layer.supports_masking for layer in keep + lose])
# --8<-- [end:mask]

# --8<-- [start:augment]
images = x_train.reshape(-1, 8, 8, 1)  # rows, columns, channels
augment = keras.Sequential(
    [
        layers.RandomTranslation(0.1, 0.1),
        layers.RandomBrightness(0.2, value_range=(0, 16)),
    ]
)
drawn = {
    "called": augment(images),
    "training=False": augment(images, training=False),
    "predict": augment.predict(images, verbose=0),
}
for how, made in drawn.items():
    print(f"{how:14}", np.any(made != images))
# --8<-- [end:augment]

# --8<-- [start:images]
model = keras.Sequential(
    [
        keras.Input((None, None, 1)),
        augment,
        layers.Rescaling(1 / 16),  # cannot be forgotten here
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.BatchNormalization(),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.GlobalMaxPooling2D(),  # of any size, a vector
        layers.Dense(5),
    ]
)
old, test = y_train < 5, y_test < 5
model.compile(keras.optimizers.Adam(0.01), of_logits)
model.fit(images[old], y_train[old], epochs=5, verbose=0)
unseen = x_test[test].reshape(-1, 8, 8, 1)
known = np.argmax(model(unseen, training=False), axis=1)
print(f"{np.mean(known == y_test[test]):.0%}")
# --8<-- [end:images]

# --8<-- [start:odd]
image = np.ones((1, 7, 7, 8))
half = layers.MaxPooling2D(padding="same")(image)
print(half.shape, layers.UpSampling2D()(half).shape)
rows, columns = image.shape[1:3]
missing = [(0, 0), (0, -rows % 4), (0, -columns % 4), (0, 0)]
fits = np.pad(image, missing, mode="edge")
print(fits.shape, fits[:, :rows, :columns].shape)
# --8<-- [end:odd]

# --8<-- [start:head]
# The base shares its layers with `model`.
base = keras.Model(model.inputs, model.layers[-2].output)
base.trainable = False  # before compile
tuned = keras.Sequential([base, layers.Dense(5)])
tuned.compile(keras.optimizers.Adam(0.01), of_logits)
new = images[~old], y_train[~old] - 5
stop = keras.callbacks.EarlyStopping(
    patience=5, restore_best_weights=True
)
until = {
    "validation_split": 0.2,
    "callbacks": [stop],
    "verbose": 0,
}
# until it has stopped improving
tuned.fit(*new, epochs=200, **until)
print(len(tuned.trainable_weights), "of", len(tuned.weights))
# --8<-- [end:head]

# --8<-- [start:head_check]
again = np.argmax(model(unseen, training=False), axis=1)
assert np.array_equal(again, known)
assert len(tuned.trainable_weights) == 2
frozen = {layer: layer.get_weights() for layer in base.layers}
first = of_logits(new[1], tuned(new[0], training=False))
# --8<-- [end:head_check]

# --8<-- [start:stage]
base.trainable = True  # all that is inside
for layer in base.layers:
    if isinstance(layer, layers.BatchNormalization):
        layer.trainable = False  # stays in inference
tuned.compile(keras.optimizers.Adam(1e-4), of_logits)  # again
tuned.fit(*new, epochs=5, verbose=0)
print(len(tuned.trainable_weights), "of", len(tuned.weights))
# --8<-- [end:stage]


# --8<-- [start:layer]
@keras.saving.register_keras_serializable("guide")
class Mix(layers.Layer):
    def __init__(self, units, activation=None, **options):
        super().__init__(**options)  # name, dtype, trainable
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):  # now the shape is known
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(shape=shape)

    def call(self, inputs):
        return self.activation(ops.matmul(inputs, self.kernel))

    def get_config(self):  # the arguments of __init__
        name = keras.activations.serialize(self.activation)
        own = {"units": self.units, "activation": name}
        return super().get_config() | own


mixing = keras.Sequential([keras.Input((64,)), Mix(8, "relu")])
mixing.save("mixing.keras")
same = keras.models.load_model("mixing.keras")
print(same.layers[0].get_config()["activation"])
# --8<-- [end:layer]


# --8<-- [start:train_step]
class Clipped(keras.Model):  # float32, one device
    def train_step(self, data):
        x, y, w = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x, y, y_pred, w)
        weights = self.trainable_weights
        gradients = tape.gradient(loss, weights)
        clipped, _ = tf.clip_by_global_norm(gradients, 1.0)
        self.optimizer.apply(clipped, weights)
        mean = self.metrics[0]  # else the history is wrong
        rows = tf.shape(keras.tree.flatten(x)[0])[0]
        mean.update_state(loss, sample_weight=rows)
        return self.compute_metrics(x, y, y_pred, w)


# --8<-- [end:train_step]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:wrong_label]
    of_logits(np.array([3, 10]), np.zeros((2, 10)))
    # --8<-- [end:wrong_label]

with suppress(ValueError):
    # --8<-- [start:wrong_weight]
    layers.Layer().add_weight("kernel", (64, 10))  # Keras 2
    # --8<-- [end:wrong_weight]

with suppress(tf.errors.FailedPreconditionError):
    # --8<-- [start:not_adapted]
    layers.StringLookup()(["red"])  # lookup
    # --8<-- [end:not_adapted]

with suppress(ValueError):
    # --8<-- [start:skip]
    fine, up = keras.Input((7, 7, 8)), keras.Input((8, 8, 16))
    layers.Concatenate()([fine, up])
    # --8<-- [end:skip]

# --8<-- [start:check]
for loss, last, labels in cases:
    linear = loss(from_logits=True)(labels, scores)
    assert np.isclose(linear, loss()(labels, last(scores)))
assert np.isclose(floor, np.log(np.e + 9) - 1)
with tf.GradientTape(persistent=True) as tape:
    costs = [
        loss(whole, logits) for loss in (of_logits, of_odds)
    ]
assert np.all(tape.gradient(costs[0], logits))
assert not np.any(tape.gradient(costs[1], logits))
assert keras.metrics.BinaryAccuracy()(truth, raw) < 0.7
one = keras.Sequential([keras.Input((1,)), layers.Identity()])
one.compile(loss="mse", metrics=["accuracy"])
by_name = one.evaluate(raw, truth, verbose=0)[1]
assert np.isclose(by_name, 2 / 3)
assert metric.result() == 1 and mean.result() == 0.75

assert np.array_equal(same(x_test), mixing(x_test))
assert same.layers[0].activation is keras.activations.relu
histories, pixels = [], keras.Input((64,))
for kind, limit in (
    (Clipped, None),
    (keras.Model, 1.0),
    (keras.Model, None),
):
    keras.utils.set_random_seed(0)
    linear = kind(pixels, Mix(10)(pixels))
    sgd = keras.optimizers.SGD(0.01, global_clipnorm=limit)
    linear.compile(sgd, of_logits, metrics=["accuracy"])
    importance = 1.0 + (y_train < 5)
    fitted = linear.fit(
        x_train, y_train, sample_weight=importance, verbose=0
    )
    histories.append(fitted.history)
for name in ("loss", "accuracy"):
    own, built_in, free = [made[name][0] for made in histories]
    assert np.isclose(own, built_in, rtol=1e-4)
    assert not np.isclose(own, free, rtol=0.01)

assert np.allclose(normalize.mean, x_train.mean(axis=0))
assert np.allclose(forgotten, x_test)
assert lookup.get_vocabulary()[0] == "[UNK]"
assert np.argmax(lookup(["mauve"])) == 0
assert np.array_equal(
    bins(np.array([5.0, 10.0, 99.0])), [0, 1, 2]
)
assert space(table).shape[1] == (24 + 1) + (5 + 1) + 1 + 32

assert np.abs(reader(padded) - reader(short)).max() < 1e-6
masked, lstm, _ = reader.layers
bare = np.asarray(masked(padded))  # an array has no mask
assert not np.allclose(lstm(bare), lstm(masked(padded)), 1e-3)
average = layers.GlobalAveragePooling1D()
assert np.allclose(
    average(masked(padded)), average(masked(short))
)
assert all(layer.supports_masking for layer in keep)
assert not any(layer.supports_masking for layer in lose)

changed = [np.any(made != images) for made in drawn.values()]
assert changed == [True, False, False]
assert np.mean(known == y_test[test]) > 0.8
assert model(np.ones((1, 13, 9, 1)), training=False).shape == (
    1,
    5,
)
assert fits.shape == (1, 8, 8, 8)
for layer, weights in frozen.items():
    learns = isinstance(layer, layers.Conv2D)
    for was, now in zip(
        weights, layer.get_weights(), strict=True
    ):
        assert np.array_equal(was, now) != learns
second = of_logits(new[1], tuned(new[0], training=False))
assert second < first
# --8<-- [end:check]
