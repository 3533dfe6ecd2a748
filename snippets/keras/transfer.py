# --8<-- [start:simplest]
import keras
from keras import layers

base = keras.applications.MobileNetV2(
    (96, 96, 3), include_top=False, pooling="avg", weights=None
)
base.trainable = False
scale = layers.Rescaling(1 / 127.5, offset=-1)
model = keras.Sequential([scale, base, layers.Dense(5)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(True))
print(base.output_shape)
# --8<-- [end:simplest]

# --8<-- [start:setup]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from skimage import data
from sklearn.datasets import load_digits

keras.utils.set_random_seed(0)
digits = load_digits()


def on_paper(images, moved=True):
    random = np.random.default_rng(0)
    paper = np.zeros((len(images), 16, 16, 1), "float32")
    for sheet, image in zip(paper, images, strict=True):
        top, left = random.integers(0, 9, 2) if moved else (4, 4)
        sheet[top : top + 8, left : left + 8, 0] = image / 16
    return paper


# --8<-- [end:setup]

# --8<-- [start:tasks]
low = digits.target < 5
old_x = on_paper(np.repeat(digits.images[low], 10, axis=0))
old_y = np.repeat(digits.target[low], 10)

new_x = on_paper(digits.images[~low])
new_y = digits.target[~low] - 5
mixed = np.random.default_rng(0).permutation(len(new_y))
pool, test = mixed[:-400], mixed[-400:]  # to learn from, to measure on

figure, grid = plt.subplots(2, 6, figsize=(6, 2.1))
for axis, image in zip(grid[0], old_x[::800], strict=False):
    axis.imshow(image, cmap="gray")
for axis, image in zip(grid[1], new_x[pool], strict=False):
    axis.imshow(image, cmap="gray")
for axis in grid.flat:
    axis.axis("off")
plt.show()
# --8<-- [end:tasks]


# --8<-- [start:models]
def build_base():
    return keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            layers.Conv2D(16, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(4),
            layers.Conv2D(32, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
        ]
    )


def build():
    return keras.Sequential([build_base(), layers.Dense(5)])


def compiled(model, rate=0.007):
    model.compile(
        keras.optimizers.Adam(rate),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=15,  # several steps in one call, to save time
        jit_compile=False,  # not worth it for so few steps
    )
    model.optimizer.build(model.trainable_variables)
    return model


whole, head_only = build(), build()
head_only.layers[0].trainable = False
whole, head_only = compiled(whole), compiled(head_only)
for model in (whole, head_only):
    trained = sum(np.size(weight) for weight in model.trainable_weights)
    print(f"{trained:6,d} of {model.count_params():,d} are trained")
# --8<-- [end:models]

# --8<-- [start:train]
head = compiled(keras.Sequential([keras.Input((128,)), layers.Dense(5)]))
# What each optimizer remembers, as it is before any training.
adam = {m: m.optimizer.variables for m in (whole, head_only, head)}
unused = {m: [v.numpy() for v in adam[m]] for m in adam}


def train(model, weights, x, y, steps, seed=0):
    model.set_weights(weights)
    for variable, value in zip(adam[model], unused[model], strict=True):
        variable.assign(value)  # the optimizer starts afresh, too
    random = np.random.default_rng(seed)
    drawn = random.integers(0, len(x), (steps, 32))  # a batch a row
    task = tf.data.Dataset.from_tensor_slices((x[drawn], y[drawn]))
    model.fit(task, shuffle=False, verbose=0)
    return model.get_weights()


def accuracy(model, x, y):
    return np.mean(np.argmax(model(x), axis=1) == y)


fresh, bases, old_accuracies = [], [], []
for seed in range(3):
    keras.utils.set_random_seed(seed)
    fresh.append(build().get_weights())  # weights to begin with
    weights = train(whole, fresh[seed], old_x, old_y, 360, seed)
    bases.append(weights[:-2])
    old_accuracies.append(accuracy(whole, old_x, old_y))
# --8<-- [end:train]


# --8<-- [start:features]
def features(base, x):
    whole.layers[0].set_weights(base)
    return whole.layers[0](x).numpy()


def few(x, labels, seed):
    shuffled = np.random.default_rng(seed).permutation(pool)
    rows = np.concatenate(
        [shuffled[new_y[shuffled] == kind][:labels] for kind in range(5)]
    )
    return x[rows], new_y[rows]


images, kinds = few(new_x, 10, 0)
start = fresh[0][-2:]  # of the head
slow = train(head_only, bases[0] + start, images, kinds, 15)
fast = train(head, start, features(bases[0], images), kinds, 15)
print("largest difference", np.abs(slow[-2] - fast[-2]).max())
# --8<-- [end:features]

# --8<-- [start:features_check]
for one, other in zip(slow[-2:], fast, strict=True):
    assert np.allclose(one, other, rtol=1e-3, atol=1e-4)
# --8<-- [end:features_check]


# --8<-- [start:compare]
steps = {"scratch": 150, "15 steps": 15, "frozen": 1050}
steps |= {"one stage": 150, "two stages": 150}


def from_scratch(x, labels, seed):
    drawn = few(x, labels, seed)
    train(whole, fresh[seed], *drawn, steps["scratch"], seed)
    return {"scratch": accuracy(whole, x[test], new_y[test])}


def from_base(base, x, labels, seed):
    images, kinds = few(x, labels, seed)
    known, asked = features(base, images), features(base, x[test])
    result = {}
    for name in ("15 steps", "frozen"):
        start = fresh[seed][-2:]
        tuned = train(head, start, known, kinds, steps[name], seed)
        result[name] = accuracy(head, asked, new_y[test])
    for name, first in ("one stage", start), ("two stages", tuned):
        train(whole, base + first, images, kinds, steps[name], seed)
        result[name] = accuracy(whole, x[test], new_y[test])
    return result


# --8<-- [end:compare]

# --8<-- [start:curve]
results = []
for labels in (3, 10, 30, 90):
    for seed in range(3):
        run = {"labels": labels} | from_scratch(new_x, labels, seed)
        results.append(run | from_base(bases[seed], new_x, labels, seed))
runs = pd.DataFrame(results).set_index("labels")
mean = runs.groupby("labels").mean()
mean.round(2)
# --8<-- [end:curve]

# --8<-- [start:plot]
low_end = runs.groupby("labels").min()
high_end = runs.groupby("labels").max()
figure, axes = plt.subplots(figsize=(5, 3.4))
styles = {
    "scratch": "--",
    "frozen": ":",
    "one stage": (0, (5, 1, 1, 1, 1, 1)),
    "two stages": "-",
    "15 steps": "-.",
}
names = {"15 steps": "frozen, 15 steps only"}
for way, style in styles.items():
    (line,) = axes.plot(mean[way], linestyle=style, marker="o")
    line.set_label(names.get(way, way))
    color = line.get_color()
    axes.fill_between(
        mean.index, low_end[way], high_end[way], color=color, alpha=0.2
    )
axes.set_xscale("log")
axes.set_xticks(mean.index, mean.index)
axes.minorticks_off()
axes.set(xlabel="labels per class", ylabel="accuracy")
axes.legend()
plt.show()
# --8<-- [end:plot]

# --8<-- [start:curve_check]
gain = mean["two stages"] - mean["scratch"]
head_gain = mean["frozen"] - mean["scratch"]
undertrained = mean["frozen"] - mean["15 steps"]
assert min(old_accuracies) > 0.95
assert gain[3] > 0.1 and gain[10] > 0.05
assert all(runs.loc[3, "two stages"] > runs.loc[3, "scratch"])
assert all(runs.loc[3, "frozen"] > runs.loc[3, "scratch"])
assert all(runs.loc[10, "two stages"] > runs.loc[10, "scratch"])
assert abs(gain[30]) < 0.04 and abs(gain[90]) < 0.04
assert mean.loc[10, "two stages"] > mean.loc[10, "frozen"] + 0.02
assert head_gain[10] > 0.02 and max(head_gain[30], head_gain[90]) < -0.05
assert all(runs.loc[90, "frozen"] < runs.loc[90, "scratch"])
assert mean.loc[90, "frozen"] > mean.loc[10, "frozen"] + 0.1
assert all(undertrained > 0.1) and undertrained[90] > 0.3
assert np.ptp(mean["15 steps"]) < 0.15
others = ["scratch", "frozen", "one stage", "two stages"]
assert all(
    mean.loc[10:, others].min(axis=1) > mean.loc[10:, "15 steps"] + 0.1
)
# --8<-- [end:curve_check]

# --8<-- [start:converged_check]
planned = steps
steps = {way: 2 * count for way, count in planned.items()}
longer = pd.DataFrame(
    from_scratch(new_x, 90, seed) | from_base(bases[seed], new_x, 90, seed)
    for seed in range(3)
)
steps, doubled = planned, steps
changes = longer.to_numpy() - runs.loc[90, longer.columns].to_numpy()
changes = pd.DataFrame(changes, columns=longer.columns).abs().max()
assert changes[others].max() < 0.04

slower, slow_steps = compiled(build(), rate=0.001), 600
adam[slower] = slower.optimizer.variables
unused[slower] = [v.numpy() for v in adam[slower]]
at_low_rate = []
for seed in range(3):
    images, kinds = few(new_x, 30, seed)
    known, start = features(bases[seed], images), fresh[seed][-2:]
    tuned = train(head, start, known, kinds, steps["frozen"], seed)
    train(slower, bases[seed] + tuned, images, kinds, slow_steps, seed)
    at_low_rate.append(accuracy(slower, new_x[test], new_y[test]))
# --8<-- [end:converged_check]

# --8<-- [start:textures]
photographs = [data.brick(), data.grass(), data.gravel(), data.moon()]
random = np.random.default_rng(0)
surfaces = random.integers(0, 4, 8000)
corners = random.integers(0, 480, (8000, 2))
tiles = [
    photographs[kind][top : top + 32 : 2, left : left + 32 : 2]
    for kind, (top, left) in zip(surfaces, corners, strict=True)
]
tiles = np.stack(tiles)[..., np.newaxis].astype("float32") / 255
textures, texture_accuracies = [], []
for seed in range(3):
    weights = train(whole, fresh[seed], tiles, surfaces, 750, seed)
    textures.append(weights[:-2])
    texture_accuracies.append(accuracy(whole, tiles, surfaces))
texture_accuracy = np.mean(texture_accuracies)
# --8<-- [end:textures]

# --8<-- [start:other]
centred_x = on_paper(digits.images[~low], moved=False)
seeds = range(3)
textured = [from_base(textures[seed], new_x, 10, seed) for seed in seeds]
centred = [
    from_scratch(centred_x, 10, seed)
    | from_base(bases[seed], centred_x, 10, seed)
    for seed in seeds
]
table = pd.DataFrame(
    {
        "digits anywhere": mean.loc[10],
        "from textures": pd.DataFrame(textured).mean(),
        "digits centred": pd.DataFrame(centred).mean(),
    }
).T
table.loc["from textures", "scratch"] = mean.loc[10, "scratch"]
table = table[others]
table.round(2)
# --8<-- [end:other]

# --8<-- [start:other_check]
gains = table["two stages"] - table["scratch"]
single_gain = mean["one stage"] - mean["scratch"]
single_gains = table["one stage"] - table["scratch"]
assert texture_accuracy > 0.9
assert gains["digits anywhere"] > 0.05
assert gains["from textures"] < 0.03 and gains["digits centred"] < 0.03
frozen_gains = table["frozen"] - table["scratch"]
assert frozen_gains["from textures"] < -0.05
assert frozen_gains["digits centred"] < 0
assert table.loc["digits centred", "scratch"] > 0.9
# --8<-- [end:other_check]

# --8<-- [start:batchnorm]
normed = keras.Sequential(
    [
        keras.Input((16, 16, 1)),
        layers.Conv2D(16, 5, padding="same"),
        layers.BatchNormalization(momentum=0.9),
        layers.ReLU(),
        layers.MaxPooling2D(4),
        layers.Flatten(),
    ]
)
image = keras.Input((16, 16, 1))
reader = keras.Model(image, layers.Dense(5)(normed(image, training=False)))

compiled(reader, rate=0.01).fit(old_x[::2], old_y[::2], verbose=0)
trained = reader.get_weights()
before = accuracy(reader, old_x, old_y)
learned = [weight.numpy() for weight in reader.trainable_weights]

inverted = 1 - new_x[pool][:320]
compiled(reader, rate=0.0).fit(inverted, new_y[pool][:320], verbose=0)
after = accuracy(reader, old_x, old_y)
print(f"accuracy on the old digits {before:.3f}, then {after:.3f}")
# --8<-- [end:batchnorm]

# --8<-- [start:freeze_norm]
reader.set_weights(trained)
for layer in normed.layers:
    if isinstance(layer, layers.BatchNormalization):
        layer.trainable = False
compiled(reader, rate=0.0).fit(inverted, new_y[pool][:320], verbose=0)
frozen_norm = accuracy(reader, old_x, old_y)
print(f"accuracy on the old digits {before:.3f}, then {frozen_norm:.3f}")
# --8<-- [end:freeze_norm]

# --8<-- [start:norm_check]
assert before > 0.8 and after < before - 0.2
assert np.isclose(frozen_norm, before)
# --8<-- [end:norm_check]
