from contextlib import suppress  # isort: split

# --8<-- [start:setup]
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import layers
from keras.utils import FeatureSpace
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(0)
# --8<-- [end:setup]

# --8<-- [start:data]
cells = load_breast_cancer()
x_train, x_test, y_train, y_test = train_test_split(
    cells.data,
    cells.target,
    test_size=0.25,
    random_state=0,
    stratify=cells.target,
)
area = list(cells.feature_names).index("mean area")
smooth = list(cells.feature_names).index("mean smoothness")
print("area      ", x_train[:4, area])
print("smoothness", x_train[:4, smooth].round(3))
# --8<-- [end:data]

# --8<-- [start:adapt]
normalize = layers.Normalization()
normalize.adapt(x_train)

scaled = np.asarray(normalize(x_train))
print("area      ", scaled[:4, area].round(2))
print("smoothness", scaled[:4, smooth].round(2))
# --8<-- [end:adapt]

# --8<-- [start:histograms]
figure, (left, right) = plt.subplots(1, 2, figsize=(5, 2.6))
for values, axes in [(x_train, left), (scaled, right)]:
    pair = values[:, [smooth, area]]
    axes.hist(
        pair,
        30,
        histtype="stepfilled",
        alpha=0.7,
        label=["smoothness", "area"],
    )
    axes.locator_params(axis="x", nbins=4)
left.set(title="as measured")
right.set(title="normalised")
right.legend()
plt.show()
# --8<-- [end:histograms]

# --8<-- [start:adapt_check]
assert np.allclose(scaled.mean(axis=0), 0, atol=1e-3)
assert np.allclose(scaled.std(axis=0), 1, atol=1e-2)
assert x_train[:, area].min() > 100 * x_train[:, smooth].max()
assert normalize.trainable_weights == []
# --8<-- [end:adapt_check]


# --8<-- [start:compare]
def train(*first):
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((30,)),
            *first,
            layers.Dense(16, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    adam = keras.optimizers.Adam(0.003)
    model.compile(adam, "binary_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=20, verbose=0)
    return model, model.evaluate(x_test, y_test, verbose=0)[1]


_, raw_accuracy = train()
model, accuracy = train(normalize)
print(f"as measured {raw_accuracy:.3f}, normalised {accuracy:.3f}")
# --8<-- [end:compare]

# --8<-- [start:saved]
model.save("cells.keras")
restored = keras.models.load_model("cells.keras")
before = model.predict(x_test[:5], verbose=0)
after = restored.predict(x_test[:5], verbose=0)
print("largest difference:", np.abs(before - after).max())
# --8<-- [end:saved]

# --8<-- [start:compare_check]
assert accuracy > raw_accuracy + 0.02
assert accuracy > 0.93
assert np.allclose(before, after, atol=1e-6)
# --8<-- [end:compare_check]

# --8<-- [start:lookup]
colours = ["red", "green", "red", "blue", "red", "green"]
lookup = layers.StringLookup(output_mode="one_hot")
lookup.adapt(colours)
print(lookup.get_vocabulary())
print(np.asarray(lookup(["red", "blue", "mauve"])))
# --8<-- [end:lookup]

# --8<-- [start:hashing]
words = [f"word{number}" for number in range(1000)]
shares = {}
for bins in [500, 1000, 2000, 5000, 10_000, 20_000]:
    numbers = np.asarray(layers.Hashing(bins)(words))
    shares[bins] = 1 - len(np.unique(numbers)) / len(words)

figure, axes = plt.subplots(figsize=(5, 2.4))
axes.plot(shares.keys(), shares.values(), "o-")
axes.set(xlabel="bins", ylabel="lost", xscale="log", ylim=(0, None))
axes.yaxis.set_major_formatter("{x:.0%}")
axes.set_xticks([500, 2000, 10_000], ["500", "2 000", "10 000"])
axes.set_xticks([], minor=True)
plt.show()
# --8<-- [end:hashing]

# --8<-- [start:lookup_check]
assert lookup.get_vocabulary()[:2] == ["[UNK]", "red"]
assert np.asarray(lookup(["mauve", "teal"])).argmax(axis=1).tolist() == [
    0,
    0,
]
assert shares[500] > 0.5 > shares[2000] > shares[20_000]
# --8<-- [end:lookup_check]

# --8<-- [start:rentals]
random = np.random.default_rng(0)
count = 3000
week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
rides = pd.DataFrame(
    {
        "hour": random.integers(0, 24, count),
        "day": random.choice(week, count),
        "celsius": random.normal(15, 8, count).round(1),
    }
)
off = rides["day"].isin(["Sat", "Sun"])
outing = off & rides["hour"].between(11, 17)
commute = ~off & rides["hour"].isin([7, 8, 9, 17, 18, 19])
chance = np.where(outing | commute, 0.9, 0.1)
chance *= np.where(rides["celsius"] < 5, 0.5, 1)
rides["busy"] = random.random(count) < chance
rides.head(4)
# --8<-- [end:rentals]


# --8<-- [start:space]
def space_with(crosses):
    return FeatureSpace(
        features={
            "hour": FeatureSpace.integer_categorical(num_oov_indices=0),
            "day": FeatureSpace.string_categorical(num_oov_indices=0),
            "celsius": FeatureSpace.float_normalized(),
        },
        crosses=crosses,
        output_mode="concat",
    )


table = {
    name: rides[name].to_numpy() for name in ["hour", "day", "celsius"]
}
busy = rides["busy"].to_numpy()
seen = {name: column[:2400] for name, column in table.items()}
unseen = {name: column[2400:] for name, column in table.items()}
# --8<-- [end:space]


# --8<-- [start:cross]
def linear_accuracy(crosses):
    space = space_with(crosses)
    space.adapt(tf.data.Dataset.from_tensor_slices(seen).batch(256))
    x, x_new = space(seen), space(unseen)
    keras.utils.set_random_seed(0)
    model = keras.Sequential([layers.Dense(1, activation="sigmoid")])
    adam = keras.optimizers.Adam(0.03)
    model.compile(adam, "binary_crossentropy", metrics=["accuracy"])
    model.fit(x, busy[:2400], epochs=10, verbose=0)
    return x.shape, model.evaluate(x_new, busy[2400:], verbose=0)[1]


both = FeatureSpace.cross(feature_names=("hour", "day"), crossing_dim=400)
alone_shape, alone = linear_accuracy([])
crossed_shape, crossed = linear_accuracy([both])
print(f"alone   {alone_shape}: {alone:.3f}")
print(f"crossed {crossed_shape}: {crossed:.3f}")
# --8<-- [end:cross]

# --8<-- [start:cross_check]
assert alone_shape[1] == 24 + 7 + 1
assert crossed_shape[1] == alone_shape[1] + 400
assert crossed > alone + 0.03
# --8<-- [end:cross_check]

with suppress(tf.errors.FailedPreconditionError):
    # --8<-- [start:not_adapted]
    layers.StringLookup()(["red"])
    # --8<-- [end:not_adapted]

# --8<-- [start:silent]
forgotten = layers.Normalization()
untouched = np.asarray(forgotten(x_train))
print(np.abs(untouched - x_train).max() / x_train.max())
# --8<-- [end:silent]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:unknown]
    strict = layers.StringLookup(
        vocabulary=["red", "green"], num_oov_indices=0
    )
    strict(["mauve"])
    # --8<-- [end:unknown]

# --8<-- [start:leak]
wrong_unit = x_test.copy()
wrong_unit[0, area] *= 1000  # one value, in another unit
leaky = layers.Normalization()
leaky.adapt(np.concatenate([x_train, wrong_unit]))

spread = np.asarray(normalize(x_train))[:, area].std()
leaked = np.asarray(leaky(x_train))[:, area].std()
print(f"spread of the area in training: {spread:.3f}, {leaked:.3f}")
# --8<-- [end:leak]

# --8<-- [start:leak_check]
assert np.abs(untouched - x_train).max() < 1e-3
assert spread > 10 * leaked
# --8<-- [end:leak_check]
