from contextlib import suppress  # isort: split

# --8<-- [start:simplest]
import numpy as np
from keras import layers

areas = np.array([[1001.0], [386.0], [520.0]])
to_scale = layers.Normalization()
to_scale.adapt(areas)
print(np.asarray(to_scale(areas)).round(2))
# --8<-- [end:simplest]

# --8<-- [start:data]
import keras
import matplotlib.pyplot as plt
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(0)
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
    axes.set(xlabel="value", ylabel="tumours")
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
def train(seed, *first):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((30,)),
            *first,
            layers.Dense(16, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    adam = keras.optimizers.Adam(0.005)
    model.compile(adam, "binary_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, batch_size=64, epochs=20, verbose=0)
    return model, model.evaluate(x_test, y_test, verbose=0)[1]


raw = [train(seed)[1] for seed in range(3)]
trained = [train(seed, normalize) for seed in range(3)]
model = trained[0][0]
normalised = [accuracy for _, accuracy in trained]
print(
    "as measured", np.round(raw, 2), "normalised", np.round(normalised, 2)
)
# --8<-- [end:compare]

# --8<-- [start:large]
large = np.where(x_train.std(axis=0) > 1, 1.0, 0.0)
only_large = [train(seed, layers.Rescaling(large))[1] for seed in range(3)]
print("small ones set to zero", np.round(only_large, 2))
# --8<-- [end:large]

# --8<-- [start:saved]
model.save("cells.keras")
restored = keras.models.load_model("cells.keras")
before = model.predict(x_test[:5], verbose=0)
after = restored.predict(x_test[:5], verbose=0)
print("the same predictions:", np.allclose(before, after, atol=1e-6))
# --8<-- [end:saved]

# --8<-- [start:compare_check]
# In standard deviations of one accuracy on so few rows:
noise = np.sqrt(0.95 * 0.05 / len(y_test))
assert min(normalised) > max(raw) + noise
assert min(normalised) > 0.93
assert np.allclose(before, after, atol=1e-6)
# --8<-- [end:compare_check]

# --8<-- [start:lookup]
colours = ["red", "green", "red", "blue", "red", "green"]
lookup = layers.StringLookup(output_mode="one_hot")
lookup.adapt(colours)
print(*lookup.get_vocabulary())
print(np.asarray(lookup(["red", "blue", "mauve"])))
# --8<-- [end:lookup]

# --8<-- [start:hashing]
words = [f"word{number}" for number in range(1000)]
lost = {}
for bins in [500, 1000, 2000, 5000, 10_000, 20_000]:
    numbers = np.asarray(layers.Hashing(bins)(words))
    lost[bins] = 1 - len(np.unique(numbers)) / len(words)

figure, axes = plt.subplots(figsize=(5, 2.4))
axes.plot(lost.keys(), lost.values(), "o-")
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
assert lost[500] > 0.5 > lost[2000] > lost[20_000]
# --8<-- [end:lookup_check]

# --8<-- [start:others]
by_age = layers.Discretization([18, 65])
print("bins ", np.asarray(by_age([7.0, 30.0, 80.0])))
by_id = layers.IntegerLookup(vocabulary=[107, 642])
print("ids  ", np.asarray(by_id([642, 107, 9])))
undo = layers.Normalization(invert=True)
undo.adapt(areas)
print("again", np.asarray(undo(to_scale(areas))).ravel())
# --8<-- [end:others]

# --8<-- [start:rentals]
import pandas as pd

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
from keras.utils import FeatureSpace


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
import tensorflow as tf


def encode(crosses):
    space = space_with(crosses)
    space.adapt(tf.data.Dataset.from_tensor_slices(seen).batch(256))
    return space(seen), space(unseen)


def accuracies(crosses, hidden=0):
    x, x_new = encode(crosses)
    found = []
    for seed in range(3):
        keras.utils.set_random_seed(seed)
        model = keras.Sequential([layers.Dense(1, activation="sigmoid")])
        if hidden:
            between = layers.Dense(hidden, activation="relu")
            model = keras.Sequential([between, *model.layers])
        adam = keras.optimizers.Adam(0.02 if hidden else 0.1)
        model.compile(adam, "binary_crossentropy", metrics=["accuracy"])
        model.fit(x, busy[:2400], batch_size=128, epochs=10, verbose=0)
        found.append(model.evaluate(x_new, busy[2400:], verbose=0)[1])
    return np.array(found)


both = FeatureSpace.cross(feature_names=("hour", "day"), crossing_dim=400)
alone, crossed = accuracies([]), accuracies([both])
print("alone  ", alone.round(2))
print("crossed", crossed.round(2))
# --8<-- [end:cross]

# --8<-- [start:cross_check]
wide, wider = encode([])[0].shape[1], encode([both])[0].shape[1]
assert wide == 24 + 7 + 1 and wider == wide + 400
assert crossed.min() > alone.max() + 0.05
pairs = [(hour, day) for hour in range(24) for day in week]
of_pairs = layers.HashedCrossing(400)(
    tuple(tf.constant(column) for column in zip(*pairs, strict=True))
)
used = len(np.unique(of_pairs))
# --8<-- [end:cross_check]

# --8<-- [start:hidden]
with_hidden = accuracies([], hidden=32)  # for the next question
# --8<-- [end:hidden]

# --8<-- [start:whole]
rows = tf.data.Dataset.from_tensor_slices((seen, busy[:2400])).batch(128)
space = space_with([both])
space.adapt(rows.map(lambda row, label: row))

features = space.get_encoded_features()
answer = layers.Dense(1, activation="sigmoid")(features)

# To train: encode the rows before, once.
encoded = rows.map(lambda row, label: (space(row), label)).cache()
trainer = keras.Model(features, answer)
adam = keras.optimizers.Adam(0.1)
trainer.compile(adam, "binary_crossentropy", metrics=["accuracy"])
history = trainer.fit(encoded, epochs=10, shuffle=False, verbose=0)

# To use: the same layers, from the columns of the table on.
inputs = dict(space.get_inputs())
whole = keras.Model(inputs, answer)
# --8<-- [end:whole]

# --8<-- [start:export]
whole.export("station", verbose=False)
station = tf.saved_model.load("station")  # no Keras needed


def is_busy(hour, day, celsius):
    row = {
        "hour": tf.constant([[hour]]),
        "day": tf.constant([[day]]),
        "celsius": tf.constant([[celsius]]),
    }
    return float(station.serve(row)[0, 0])


print(f"Monday at 8: {is_busy(8, 'Mon', 20.0):.2f}")
print(f"Sunday at 8: {is_busy(8, 'Sun', 20.0):.2f}")
# --8<-- [end:export]

# --8<-- [start:whole_check]
new_rows = tf.data.Dataset.from_tensor_slices(unseen).batch(256)
told = whole.predict(new_rows, verbose=0)[:, 0] > 0.5
whole_accuracy = np.mean(told == busy[2400:])
assert whole.layers[-1] is trainer.layers[-1]
assert whole_accuracy > alone.max() + 0.05
assert abs(whole_accuracy - crossed.mean()) < 0.03
assert is_busy(8, "Mon", 20.0) > 0.6 > 0.4 > is_busy(8, "Sun", 20.0)
assert {str(each.dtype) for each in inputs.values()} == {
    "int32",
    "string",
    "float32",
}
# --8<-- [end:whole_check]

with suppress(tf.errors.FailedPreconditionError):
    # --8<-- [start:not_adapted]
    layers.StringLookup()(["red"])
    # --8<-- [end:not_adapted]

# --8<-- [start:silent]
forgotten = layers.Normalization()
untouched = np.asarray(forgotten(x_train))
print("unchanged:", np.allclose(untouched, x_train))
# --8<-- [end:silent]

# --8<-- [start:missing]
gappy = np.array([[1.0, 2.0], [np.nan, 4.0]])
holed = layers.Normalization()
holed.adapt(gappy)
print(np.asarray(holed(np.array([[1.0, 2.0]]))))
known = layers.Normalization(
    mean=np.nanmean(gappy, axis=0), variance=np.nanvar(gappy, axis=0)
)
print(np.nan_to_num(known(gappy)))  # the mean in place of the gap
# --8<-- [end:missing]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:unknown]
    strict = layers.StringLookup(
        vocabulary=["red", "green"], num_oov_indices=0
    )
    strict(["mauve"])
    # --8<-- [end:unknown]


# --8<-- [start:leak]
def scores(seed):
    random = np.random.default_rng(seed)
    streets = random.integers(0, 300, 1000)
    labels = random.integers(0, 2, 1000)  # coins: nothing to learn
    cut = 800

    def right(known):
        """How many new labels the streets' averages predict."""
        ones = np.bincount(streets[:known], labels[:known], 300)
        seen = np.bincount(streets[:known], minlength=300)
        average = (ones + 0.5) / (seen + 1)
        return np.mean((average[streets] > 0.5)[cut:] == labels[cut:])

    return right(1000), right(cut)


leaked, clean = np.transpose([scores(seed) for seed in range(5)])
print("averages of all rows:     ", leaked.round(2))
print("averages of training rows:", clean.round(2))
# --8<-- [end:leak]

# --8<-- [start:leak_check]
assert np.abs(untouched - x_train).max() < 1e-3
coin = np.sqrt(0.25 / (1000 - 800))  # standard deviation of a score
assert leaked.min() > 0.5 + 3 * coin
assert np.abs(clean - 0.5).max() < 3 * coin
shift = np.abs(cells.data.mean(axis=0) - x_train.mean(axis=0))
shift = (shift / x_train.std(axis=0)).max()
assert shift < 0.05
# --8<-- [end:leak_check]
