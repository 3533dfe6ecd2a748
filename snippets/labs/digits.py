# ---
# description: >-
#   From raw pixels to the images that a network gets wrong: a baseline, a
#   convolutional network, its mistakes, an experiment, a better model.
# summary: >-
#   A long walk from raw pixels to the images a model gets wrong, and why.
# requires: [keras/sequential]
# tags: [images, training, diagnosis]
# keywords: [picture, CNN, convolution, error analysis, confusion matrix,
#   data augmentation, MNIST, handwriting]
# ---

# %% [markdown]
# # Digits: from pixels to an error analysis
#
# A model that is usually right is easy to make. The interesting question
# is *when it is wrong*. This lab goes the whole way on a small data set:
# look at the data, set a baseline, train a convolutional network, read its
# learning curves, look at its mistakes, form a suspicion, test it, and
# improve the model.
#
# **You will be able to**
#
# - judge a network against a baseline that takes a line to write;
# - read a confusion matrix, and the confidence of wrong answers;
# - turn an error analysis into an experiment, and the experiment into an
#   improved model.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(0)
digits = load_digits()
print("images:", digits.images.shape)
print("values:", digits.images.min(), "to", digits.images.max())
print("of each digit:", np.bincount(digits.target))

# %% [markdown]
# ## Look at the data
#
# Each image has {{ digits.images.shape[1] }} by
# {{ digits.images.shape[2] }} pixels, and
# {{ "each pixel counts the inked dots in a block of 4 by 4 dots of the original scan" if "blocks of 4x4" in " ".join(digits.DESCR.split()) and digits.images.max() == 4 * 4 }}.
# {{ "All ten digits occur about equally often" if len(np.unique(digits.target)) == 10 and np.ptp(np.bincount(digits.target)) < 0.1 * len(digits.target) / 10 }},
# so guessing would be right one time in ten, and accuracy is a fair
# measure.

# %% alt="Twelve handwritten digits, grey on black, with their labels"
figure, axes = plt.subplots(2, 6, figsize=(5, 2))
for axis, image, label in zip(
    axes.flat, digits.images, digits.target, strict=False
):
    axis.imshow(image, cmap="gray")
    axis.set_title(label)
    axis.axis("off")
plt.show()

# %% [markdown]
# ## Three parts, three purposes
#
# The model learns from the *training* images. We choose and compare on
# the *validation* images, and may look at those as often as we like. The
# *test* images stay in the drawer until the end.

# %%
images = digits.images[..., np.newaxis].astype("float32") / 16
rest, x_test, y_rest, y_test = train_test_split(
    images,
    digits.target,
    test_size=360,
    stratify=digits.target,
    random_state=0,
)
x_train, x_val, y_train, y_val = train_test_split(
    rest, y_rest, test_size=360, stratify=y_rest, random_state=0
)
print("training:", x_train.shape, "validation:", x_val.shape)
assert len(x_train) + len(x_val) + len(x_test) == len(images)

# %% [markdown]
# ## A baseline
#
# Logistic regression gives every pixel a weight for every digit, and
# nothing else. Whatever we build must beat it to earn its keep.


# %%
def flat(x):
    return x.reshape(len(x), -1)


baseline = LogisticRegression(max_iter=1000).fit(flat(x_train), y_train)
baseline_guesses = baseline.predict(flat(x_val))
baseline_accuracy = np.mean(baseline_guesses == y_val)
print(f"baseline: {baseline_accuracy:.1%}")
assert baseline_accuracy > 0.9

# %% [markdown]
# A strong baseline, for so simple a model. What does it go by? Its weights can be looked
# at as images: blue pixels speak for the digit, red ones against it.

# %% alt="Ten images of weights, one per digit, red and blue on white"
figure, axes = plt.subplots(2, 5, figsize=(5, 2.4))
limit = np.abs(baseline.coef_).max()
for digit, axis in enumerate(axes.flat):
    weights = baseline.coef_[digit].reshape(8, 8)
    axis.imshow(weights, cmap="RdBu", vmin=-limit, vmax=limit)
    axis.set_title(digit)
    axis.axis("off")
plt.show()
assert baseline.coef_[0].reshape(8, 8)[2:6, 3:5].mean() < 0

# %% [markdown]
# {{ "The 0 is recognised by the *lack* of ink in its middle" if baseline.coef_[0].argmin() in [8 * 3 + 3, 8 * 3 + 4, 8 * 4 + 3, 8 * 4 + 4] and baseline.coef_[0].reshape(8, 8)[2:6, 3:5].mean() < 0 }},
# where its strongest red lies. Such a rule is tied to a place in the
# image. Keep that in mind.
#
# ## A small convolutional network
#
# A convolution slides the same small filter over the whole image, so
# that a stroke counts wherever it is. Pooling then keeps the strongest
# answer of each square of four.


# %%
def build(*augmentation):
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            *augmentation,
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dropout(0.4),
            layers.Dense(10, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.Adam(0.003)
    loss = "sparse_categorical_crossentropy"
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    return model


network = build()
network.summary()


# %% [markdown]
# ## Learning curves


# %% alt="Loss and accuracy per epoch, on training and validation images"
def train(model):
    return model.fit(
        x_train,
        y_train,
        validation_data=(x_val, y_val),
        batch_size=64,
        epochs=20,
        verbose=0,
    ).history


history = train(network)
figure, axes = plt.subplots(1, 2, figsize=(5, 2.8), layout="constrained")
for axis, measure in zip(axes, ["loss", "accuracy"], strict=True):
    axis.plot(history[measure], label="training")
    axis.plot(history["val_" + measure], label="validation")
    axis.set(xlabel="epoch", ylabel=measure, xticks=range(0, 20, 5))
axes[0].legend()
plt.show()

# %% [markdown]
# {{ "At first the validation curves are the *better* ones" if history["val_loss"][0] < history["loss"][0] and history["val_accuracy"][0] > history["accuracy"][0] }}.
# That is not a bug, says
# [Keras's FAQ](https://keras.io/getting_started/faq/): dropout hides part
# of the network during training only, and the training figure is an
# average over the epoch, while the validation figure is taken at its end.
# After ten epochs
# {{ "the number of validation images read correctly only wavers, by less than ten" if len(y_val) * np.ptp(history["val_accuracy"][10:]) < 10 }},
# so training is long enough for a comparison.
#
# ## Is it better than the baseline?

# %%
confidences = network.predict(x_val, verbose=0)
guesses = confidences.argmax(axis=1)
network_wrong = guesses != y_val
baseline_wrong = baseline_guesses != y_val
print("wrong of", len(y_val))
print("  baseline:", baseline_wrong.sum())
print("  network: ", network_wrong.sum())
print("  both:    ", (network_wrong & baseline_wrong).sum())

# %% [markdown]
# Look at the counts and not only at the percentages: the two differ by
# {{ "less than a dozen images" if abs(int(network_wrong.sum()) - int(baseline_wrong.sum())) < 12 }},
# and another random split would move both numbers.
# {{ "Most of what the network misses, the baseline misses as well" if 2 * (network_wrong & baseline_wrong).sum() > network_wrong.sum() }}.
# If this were all, the network would hardly be worth its trouble.
#
# ## What does it mix up?

# %% alt="Confusion matrix: {{ 'nearly all images lie on the diagonal' if 0.95 <= np.mean(guesses == y_val) < 1 }}"
figure, axis = plt.subplots(figsize=(5, 4.5))
ConfusionMatrixDisplay.from_predictions(
    y_val, guesses, cmap="Blues", colorbar=False, ax=axis
)
axis.grid(visible=False)
plt.show()

# %% [markdown]
# Each row is a true digit, each column an answer. What is off the
# diagonal is a mistake. There are so few that we can look at them all.
#
# ## The images that it gets wrong

# %% alt="Misread digits with true label, answer and confidence in per cent"
wrong = np.flatnonzero(network_wrong)
rows = len(wrong) // 6 + 1
figure, axes = plt.subplots(rows, 6, figsize=(5, 1.3 * rows))
for axis in axes.flat:
    axis.axis("off")
for axis, index in zip(axes.flat, wrong, strict=False):
    axis.imshow(x_val[index], cmap="gray")
    confidence = confidences[index].max()
    axis.set_title(f"{y_val[index]} as {guesses[index]}\n{confidence:.0%}")
plt.show()

# %% [markdown]
# Some of them would puzzle a person, too. Does the network at least know
# when it is on thin ice? Compare its confidence where it is right with its
# confidence where it is wrong.

# %%
confidence = confidences.max(axis=1)
print(f"right: {confidence[~network_wrong].mean():.1%} confident")
print(f"wrong: {confidence[network_wrong].mean():.1%} confident")
unsure = confidence < 0.9
print(
    f"It is less than 90% confident about {unsure.sum()} images;",
    f"{(unsure & network_wrong).sum()} of them are wrong.",
)
sure_accuracy = 1 - network_wrong[~unsure].mean()

# %% [markdown]
# {{ "It is less confident where it is wrong" if confidence[network_wrong].mean() < confidence[~network_wrong].mean() }},
# on average.
# {{ "Without the unsure images, the rest is read more accurately" if sure_accuracy > 1 - network_wrong.mean() }},
# so handing those to a person would already help.
#
# ## A suspicion, and an experiment
#
# The baseline's weights were tied to places. As long as every digit is in
# its usual place, that weakness stays hidden. What if somebody writes a
# little to the left? Move every validation image by a pixel or two and
# count again.


# %%
def moved(x, columns):
    """Move images to the right (or left, if negative); fill with 0."""
    padded = np.pad(x, ((0, 0), (0, 0), (2, 2), (0, 0)))
    return padded[:, :, 2 - columns : 10 - columns]


def accuracy(model, x, y):
    if model is baseline:
        return model.score(flat(x), y)
    return np.mean(model.predict(x, verbose=0).argmax(axis=1) == y)


steps = [-2, -1, 0, 1, 2]
results = {}
for name, model in {"baseline": baseline, "network": network}.items():
    results[name] = [accuracy(model, moved(x_val, s), y_val) for s in steps]
    print(f"{name:10}", *(f"{value:6.1%}" for value in results[name]))

# %% [markdown]
# One pixel, hardly visible to us, and
# {{ "the baseline falls below 60 %" if max(results["baseline"][1], results["baseline"][3]) < 0.6 }}.
# {{ "The network suffers, too, but less" if all(results["baseline"][s] + 0.1 < results["network"][s] < 0.9 for s in [1, 3]) }}:
# the convolution slides over the image, but the `Dense` layer behind it
# {{ "has weights of its own for each place" if network.layers[-1].kernel.shape == (3 * 3 * 32, 10) }},
# so it learns *where* to expect each stroke.
#
# ## The repair: show it what it will meet
#
# `RandomTranslation` moves every training image a little, differently in
# each epoch, and does nothing outside training. One line, no new data.

# %% alt="Accuracy against shift: {{ 'at one pixel to either side, only the augmented network stays above 90 %' if min(np.array(results['augmented'])[[1, 3]]) > 0.9 > max(np.array(results['network'])[[1, 3]]) }}; {{ 'at two pixels its accuracy is lower' if max(np.array(results['augmented'])[[0, 4]]) < min(np.array(results['augmented'])[[1, 3]]) }}"
one_pixel = layers.RandomTranslation(
    1 / 8, 1 / 8, fill_mode="constant", interpolation="nearest"
)
augmented = build(one_pixel)
train(augmented)
results["augmented"] = [
    accuracy(augmented, moved(x_val, s), y_val) for s in steps
]
figure, axis = plt.subplots()
for name, values in results.items():
    axis.plot(steps, values, marker="o", label=name)
axis.set(xlabel="moved right by … pixels", ylabel="accuracy", xticks=steps)
axis.legend()
plt.show()

# %% [markdown]
# As numbers, with a row for each shift:

# %%
table = np.array(list(results.values())).T
print("    ", *(f"{name:>10}" for name in results))
for step, row in zip(steps, table, strict=True):
    print(f"{step:4} ", *(f"{value:10.1%}" for value in row))
two_left, one_left, straight, one_right, two_right = table

# %% [markdown]
# The network that has seen moved digits
# {{ "loses at most 3 points at a shift of one pixel" if straight[2] - min(one_left[2], one_right[2]) < 0.03 }},
# which is what it was trained for.
# {{ "At two pixels it is still the most accurate of the three" if two_left.argmax() == two_right.argmax() == 2 }},
# but {{ "reads fewer than 80 % correctly" if max(two_left[2], two_right[2]) < 0.8 }}:
# training moved no image that far. Digits in their usual place
# {{ "are read about as well as before" if abs(straight[2] - straight[1]) < 0.02 }},
# and `RandomTranslation`
# {{ "leaves images as they are outside training" if np.array_equal(one_pixel(x_val, training=False), x_val) }}.

# %% [markdown]
# ## Open the drawer, once
#
# All choices are made. Now the test images may speak.

# %%
models = {"baseline": baseline, "network": network, "augmented": augmented}
for name, model in models.items():
    as_is = accuracy(model, x_test, y_test)
    shifted = accuracy(model, moved(x_test, 1), y_test)
    print(
        f"{name:10} as they are {as_is:.1%}, one to the right {shifted:.1%}"
    )

# %% [markdown]
# On images that chose nothing,
# {{ "the augmented network still reads more than 90 % correctly, moved or not" if min(accuracy(augmented, x_test, y_test), accuracy(augmented, moved(x_test, 1), y_test)) > 0.9 }}.
#
# ## One doubt is left: who wrote these digits?
#
# Our test images are new, but are their *writers*? The data's own
# description says how many people there were. Writers are not recorded,
# but if images by the same hand lie close together in the file, then the
# end of the file holds hands that the beginning does not.

# %%
description = " ".join(digits.DESCR.split())
start = description.index("From a total of")
print(description[start:].split(". ")[0] + ".")

in_order = LogisticRegression(max_iter=1000)
in_order.fit(flat(images[:-360]), digits.target[:-360])
ordered = in_order.score(flat(images[-360:]), digits.target[-360:])
shuffled = accuracy(baseline, x_test, y_test)
print(f"baseline, random test images:   {shuffled:.1%}")
print(f"baseline, the end of the file:  {ordered:.1%}")

# %% [markdown]
# The same method,
# {{ "with more images to learn from" if len(images) - 360 > len(x_train) }},
# {{ "reads fewer digits correctly" if ordered < shuffled - 0.02 }}.
# The random split was the easy exam. Which one counts depends on what you
# will meet: new images from people you know, or new people.
#
# ## What to try next
#
# - Turn and zoom the training images as well (`RandomRotation`,
#   `RandomZoom`), and move them up and down in the experiment.
# - Train the augmented network until its validation loss stops falling:
#   its task is harder.
# - Repeat the split by the order of the file with the networks. Does
#   augmentation help with unknown writers, too?
# - Let the network refuse: at which confidence would you hand an image
#   to a person?
#
# ## Recap
#
# - Begin with a baseline. On digits in their usual place
#   {{ "it is nearly as good as the network" if abs(accuracy(baseline, x_test, y_test) - accuracy(network, x_test, y_test)) < 0.03 }}.
# - Accuracy on images like the training images says little about images
#   that are a pixel off.
# - Look at mistakes, form a suspicion, build the experiment that could
#   refute it, then repair.
# - The test images are for the end, and how they were split off decides
#   what their figure means.
#
# ## Sources
#
# - [scikit-learn: the digits data](https://scikit-learn.org/stable/datasets/toy_dataset.html#digits-dataset)
# - [UCI: the full data set](https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits)
# - [Keras: RandomTranslation](https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/)
# - [Keras: why is my training loss higher than my testing loss?](https://keras.io/getting_started/faq/)
