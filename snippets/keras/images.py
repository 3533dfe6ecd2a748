from contextlib import suppress  # isort: split

# --8<-- [start:setup]
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from skimage import data

cat = data.cat()[::2, ::2]
print(cat.shape, cat.dtype, "from", cat.min(), "to", cat.max())
# --8<-- [end:setup]

# --8<-- [start:axes]
views = {
    "cat": cat,
    "cat[30:90, 45:135]": cat[30:90, 45:135],
    "cat[:, ::-1]": cat[:, ::-1],
    "cat[:, :, 0]": cat[:, :, 0],
}
figure, grid = plt.subplots(2, 2, figsize=(5, 3.8))
for axis, (code, view) in zip(grid.flat, views.items(), strict=True):
    axis.imshow(view, cmap="gray")
    axis.set_title(code)
    axis.axis("off")
plt.show()
# --8<-- [end:axes]

# --8<-- [start:range]
import tensorflow as tf

batch = cat[np.newaxis]
scaled = layers.Rescaling(1 / 255)(batch)
print(scaled.shape, scaled.dtype.name, float(tf.reduce_max(scaled)))
# --8<-- [end:range]

# --8<-- [start:axes_check]
assert cat.dtype == np.uint8 and scaled.dtype == tf.float32
assert 0 <= np.min(scaled) < np.max(scaled) <= 1
assert np.array_equal(cat[:, ::-1][:, 0], cat[:, -1])
assert views["cat[30:90, 45:135]"].shape == (60, 90, 3)
# --8<-- [end:axes_check]

# --8<-- [start:files]
from pathlib import Path

for kind, picture in {"cat": cat, "coffee": data.coffee()}.items():
    Path("pictures", kind).mkdir(parents=True, exist_ok=True)
    for number in range(3):
        piece = picture[:, 20 * number :]
        keras.utils.save_img(f"pictures/{kind}/{number}.png", piece)

pictures = keras.utils.image_dataset_from_directory(
    "pictures", image_size=(64, 96), pad_to_aspect_ratio=True
)
images, labels = next(iter(pictures))
print(pictures.class_names, images.shape, images.dtype.name)
# --8<-- [end:files]

# --8<-- [start:files_check]
assert images.shape == (6, 64, 96, 3)
assert sorted(labels.numpy()) == [0, 0, 0, 1, 1, 1]
assert 200 < float(tf.reduce_max(images)) <= 255
# --8<-- [end:files_check]

# --8<-- [start:augment]
keras.utils.set_random_seed(0)
augment = keras.Sequential(
    [
        layers.RandomFlip("horizontal"),
        layers.RandomRotation(0.1),
        layers.RandomZoom(0.3),
        layers.RandomBrightness(0.3),
    ]
)
draws = augment(np.repeat(batch, 8, axis=0), training=True)
figure, grid = plt.subplots(2, 4, figsize=(6, 2.3))
for axis, draw in zip(grid.flat, draws, strict=True):
    axis.imshow(tf.cast(draw, tf.uint8))
    axis.axis("off")
plt.show()
# --8<-- [end:augment]

# --8<-- [start:when]
answers = {
    "predict": augment.predict(batch, verbose=0),
    "training=False": augment(batch, training=False),
    "called": augment(batch),
}
for how, answer in answers.items():
    print(f"{how:14} changes it: {not np.array_equal(answer, batch)}")
# --8<-- [end:when]

# --8<-- [start:augment_check]
assert np.array_equal(answers["predict"], batch)
assert np.array_equal(answers["training=False"], batch)
assert not np.array_equal(answers["called"], batch)
assert np.array_equal(layers.Dropout(0.5)(scaled), scaled)
assert draws.shape == (8, *cat.shape)
assert len({float(tf.reduce_sum(draw)) for draw in draws}) == 8
same = layers.Dense(3, kernel_initializer="identity")
turned = keras.Sequential([layers.RandomRotation(0.1), same])
turned.compile(loss="mse")
assert turned.evaluate(scaled, scaled, verbose=0) == 0
assert turned.fit(scaled, scaled, verbose=0).history["loss"][0] > 0
# --8<-- [end:augment_check]


# --8<-- [start:truth]
from scipy import ndimage
from skimage import filters, segmentation


def tidy(mask):
    filled = ndimage.binary_fill_holes(mask)
    return ndimage.binary_opening(filled, iterations=2)


coins = data.coins()
markers = np.where(coins < 30, 1, np.where(coins > 150, 2, 0))
regions = segmentation.watershed(filters.sobel(coins), markers)
truth = tidy(regions == 2)
print(coins.shape, coins.dtype)
print(f"{ndimage.label(truth)[1]} coins, {truth.mean():.0%} of the pixels")
# --8<-- [end:truth]

# --8<-- [start:tiles]
size, edge = 48, 256  # left of the edge we train, right of it we test
corners = np.random.default_rng(0).integers(
    0, (coins.shape[0] - size, edge - size), (600, 2)
)


def tiles(image):
    cut = [
        image[top : top + size, left : left + size] for top, left in corners
    ]
    return np.stack(cut)[..., np.newaxis].astype("float32")


x_train, y_train = tiles(coins) / 255, tiles(truth)
print(x_train.shape, y_train.shape)
# --8<-- [end:tiles]


# --8<-- [start:unet]
def conv(channels, x):
    layer = layers.Conv2D(channels, 3, padding="same", activation="relu")
    return layer(x)


def u_net(shape):
    image = keras.Input(shape)
    fine = conv(8, image)
    middle = conv(16, layers.MaxPooling2D(padding="same")(fine))
    x = conv(32, layers.MaxPooling2D(padding="same")(middle))
    x = layers.Concatenate()([middle, layers.UpSampling2D()(x)])
    x = conv(16, x)
    x = layers.Concatenate()([fine, layers.UpSampling2D()(x)])
    x = conv(8, x)
    mask = layers.Conv2D(1, 1, activation="sigmoid")(x)
    return keras.Model(image, mask)


keras.utils.set_random_seed(0)
unet = u_net((None, None, 1))
unet.compile(keras.optimizers.Adam(0.005), "binary_crossentropy")
history = unet.fit(x_train, y_train, batch_size=16, epochs=5, verbose=0)
# --8<-- [end:unet]


# --8<-- [start:predict]
def mask_of(model, image):
    answer = model(image[np.newaxis, ..., np.newaxis])
    return answer[0, ..., 0].numpy() > 0.5


unseen = coins[:300, edge:]
wanted = truth[:300, edge:]
found = mask_of(unet, unseen / 255)

figure, grid = plt.subplots(1, 3, figsize=(5, 4))
panels = {"image": unseen, "truth": wanted, "found": found}
for axis, (name, panel) in zip(grid, panels.items(), strict=True):
    axis.imshow(panel, cmap="gray")
    axis.set_title(name)
    axis.axis("off")
plt.show()
# --8<-- [end:predict]


# --8<-- [start:iou]
def iou(truth, mask):
    return np.sum(truth & mask) / np.sum(truth | mask)


bright = unseen > filters.threshold_otsu(coins[:, :edge])
masks = {
    "U-net": found,
    "Otsu's threshold": bright,
    "Otsu, tidied": tidy(bright),
    "nothing": np.zeros_like(wanted),
}
for name, mask in masks.items():
    accuracy = np.mean(mask == wanted)
    print(f"{name:16} accuracy {accuracy:.3f}", end="  ")
    print(f"IoU {iou(wanted, mask):.3f}")
# --8<-- [end:iou]

# --8<-- [start:iou_check]
metric = keras.metrics.BinaryIoU(target_class_ids=[1])
metric.update_state(wanted, found)
assert np.isclose(float(metric.result()), iou(wanted, found), atol=1e-4)
assert iou(wanted, found) > 0.9
assert iou(wanted, masks["nothing"]) == 0
assert np.mean(masks["nothing"] == wanted) > 0.6
of_seeds = [iou(wanted, found)]
for seed in (1, 2):
    keras.utils.set_random_seed(seed)
    again = u_net((None, None, 1))
    again.compile(keras.optimizers.Adam(0.005), "binary_crossentropy")
    again.fit(x_train, y_train, batch_size=16, epochs=5, verbose=0)
    of_seeds.append(iou(wanted, mask_of(again, unseen / 255)))
# --8<-- [end:iou_check]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:odd]
    unet(coins[np.newaxis, ..., np.newaxis] / 255)
    # --8<-- [end:odd]

with suppress(ValueError):
    # --8<-- [start:seven]
    u_net((7, 7, 1))
    # --8<-- [end:seven]

# --8<-- [start:mend]
rows, columns = coins.shape
padded = np.pad(coins, ((0, -rows % 4), (0, -columns % 4)), mode="edge")
whole = mask_of(unet, padded / 255)[:rows, :columns]
print(coins.shape, "->", padded.shape, "->", whole.shape)
# --8<-- [end:mend]

# --8<-- [start:forgotten]
raw = mask_of(unet, unseen)
print(f"scaled {iou(wanted, found):.3f}, forgotten {iou(wanted, raw):.3f}")
# --8<-- [end:forgotten]

# --8<-- [start:inside]
safe = keras.Sequential(
    [keras.Input((None, None, 1)), layers.Rescaling(1 / 255), unet]
)
print(f"inside the model {iou(wanted, mask_of(safe, unseen)):.3f}")
# --8<-- [end:inside]

# --8<-- [start:wrong_check]
assert whole.shape == coins.shape and iou(truth, whole) > 0.9
assert iou(wanted, raw) < 0.7
assert np.mean(mask_of(safe, unseen) == found) > 0.999
# --8<-- [end:wrong_check]

# --8<-- [start:strips]
from sklearn.datasets import load_digits

digits = load_digits()
random = np.random.default_rng(0)
threes = np.flatnonzero(digits.target == 3)
others = np.flatnonzero(digits.target != 3)
picked = random.choice(others, (2200, 4))
place = random.integers(0, 4, 2200)
has_three = random.random(2200) < 0.5
picked[has_three, place[has_three]] = random.choice(threes, has_three.sum())
strips = np.concatenate(np.moveaxis(digits.images[picked], 1, 0), axis=2)
strips = strips[..., np.newaxis]
print(strips.shape)
# --8<-- [end:strips]

# --8<-- [start:classifier]
keras.utils.set_random_seed(0)
strip = keras.Input((8, 32, 1))
x = layers.MaxPooling2D()(conv(16, layers.Rescaling(1 / 16)(strip)))
maps = conv(32, layers.BatchNormalization()(x))
x = layers.GlobalMaxPooling2D()(maps)
score = layers.Dense(1)(layers.Dense(32, activation="relu")(x))
finder = keras.Model(strip, score)
finder.compile(
    keras.optimizers.Adam(0.005),
    keras.losses.BinaryCrossentropy(from_logits=True),
)
history = finder.fit(strips[:2000], has_three[:2000], epochs=5, verbose=0)
# --8<-- [end:classifier]


# --8<-- [start:grad_cam]
def grad_cam(images):
    both = keras.Model(strip, [maps, score])
    with tf.GradientTape() as tape:
        activity, scores = both(images)
    slopes = tape.gradient(scores, activity)
    weights = tf.reduce_mean(slopes, axis=(1, 2), keepdims=True)
    heat = tf.reduce_sum(weights * activity, axis=-1)
    return tf.nn.relu(heat).numpy()


shown = 2000 + np.flatnonzero(has_three[2000:])[:3]
figure, grid = plt.subplots(3, 1, figsize=(5, 4))
heats = grad_cam(strips[shown])
for axis, row, heat in zip(grid, shown, heats, strict=True):
    axis.imshow(strips[row], cmap="gray", extent=(0, 32, 8, 0))
    strength = heat / heat.max()
    axis.imshow(heat, "autumn", alpha=0.7 * strength, extent=(0, 32, 8, 0))
    axis.axis("off")
plt.show()
# --8<-- [end:grad_cam]

# --8<-- [start:cam_check]
test = np.arange(2000, 2200)
says = finder(strips[test])[:, 0].numpy() > 0
right = np.mean(says == has_three[test])
hits = test[has_three[test] & says]
heat = grad_cam(strips[hits]).reshape(len(hits), 4, 4, 4).sum(axis=(1, 3))
hottest = np.mean(heat.argmax(axis=1) == place[hits])
here = heat[np.arange(len(hits)), place[hits]]
on_three = np.mean(here > heat.sum(axis=1) / 2)
assert right > 0.9 and hottest > 0.9 and on_three > 0.6
swapped = strips[hits].copy()
for swap, spot in zip(swapped, place[hits], strict=True):
    start = 8 * spot
    swap[:, start : start + 8, 0] = digits.images[random.choice(others)]
swapped_says = finder(swapped)[:, 0].numpy()

activity = tf.random.stateless_uniform((1, 4, 16, 32), seed=(0, 0))
with tf.GradientTape() as tape:
    tape.watch(activity)
    largest = layers.GlobalMaxPooling2D()(activity)
slope_of_maximum = tape.gradient(largest, activity)[0].numpy()
# --8<-- [end:cam_check]
