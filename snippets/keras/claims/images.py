"""Images: other pictures, other digits, other seeds."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from scipy import ndimage
from skimage import data as pictures
from skimage import filters, segmentation
from sklearn.datasets import load_digits

EXPERIMENTS = {
    "a_forgotten_rescale_ruins_the_mask": {
        "seed": [1, 2],
        "data": ["coins", "blobs"],
    },
    "a_heat_map_points_at_the_digit": {
        "seed": [1, 2],
        "digit": [3, 0, 4, 6, 8],
    },
}


def conv(channels, x):
    layer = layers.Conv2D(channels, 3, padding="same", activation="relu")
    return layer(x)


def u_net():
    image = keras.Input((None, None, 1))
    fine = conv(8, image)
    middle = conv(16, layers.MaxPooling2D(padding="same")(fine))
    x = conv(32, layers.MaxPooling2D(padding="same")(middle))
    x = layers.Concatenate()([middle, layers.UpSampling2D()(x)])
    x = conv(16, x)
    x = layers.Concatenate()([fine, layers.UpSampling2D()(x)])
    x = conv(8, x)
    return keras.Model(image, layers.Conv2D(1, 1, activation="sigmoid")(x))


def picture_and_mask(data):
    if data == "coins":
        image = pictures.coins()
        markers = np.where(image < 30, 1, np.where(image > 150, 2, 0))
        regions = segmentation.watershed(filters.sobel(image), markers)
        filled = ndimage.binary_fill_holes(regions == 2)
        return image, ndimage.binary_opening(filled, iterations=2)
    mask = pictures.binary_blobs(384, blob_size_fraction=0.08, rng=0)
    noise = np.random.default_rng(0).normal(0, 25, mask.shape)
    return (80 + 70 * mask + noise).clip(0, 255).astype("uint8"), mask


def iou(truth, mask):
    return np.sum(truth & mask) / np.sum(truth | mask)


def a_forgotten_rescale_ruins_the_mask(seed, data):
    keras.utils.set_random_seed(seed)
    image, truth = picture_and_mask(data)
    edge = (
        image.shape[1] * 2 // 3
    )  # left of it we train, right of it we test
    room = (image.shape[0] - 48, edge - 48)
    corners = np.random.default_rng(seed).integers(0, room, (600, 2))

    def tiles(whole):
        cut = [
            whole[top : top + 48, left : left + 48] for top, left in corners
        ]
        return np.stack(cut)[..., np.newaxis].astype("float32")

    model = u_net()
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy")
    model.fit(tiles(image) / 255, tiles(truth), 16, epochs=8, verbose=0)
    rows, columns = (size // 4 * 4 for size in image[:, edge:].shape)
    unseen = image[:rows, edge : edge + columns].astype("float32")
    wanted = truth[:rows, edge : edge + columns]
    good, raw = (
        iou(
            wanted,
            model(each[np.newaxis, ..., np.newaxis])[0, ..., 0].numpy()
            > 0.5,
        )
        for each in (unseen / 255, unseen)
    )
    print(f"IoU {good:.3f} scaled, {raw:.3f} forgotten")
    return raw < good - 0.1


def a_heat_map_points_at_the_digit(seed, digit):
    keras.utils.set_random_seed(seed)
    digits = load_digits()
    random = np.random.default_rng(seed)
    wanted = np.flatnonzero(digits.target == digit)
    others = np.flatnonzero(digits.target != digit)
    picked = random.choice(others, (2200, 4))
    place = random.integers(0, 4, 2200)
    has_it = random.random(2200) < 0.5
    picked[has_it, place[has_it]] = random.choice(wanted, has_it.sum())
    strips = np.concatenate(
        np.moveaxis(digits.images[picked], 1, 0), axis=2
    )
    strips = strips[..., np.newaxis]

    strip = keras.Input((8, 32, 1))
    x = layers.MaxPooling2D()(conv(16, layers.Rescaling(1 / 16)(strip)))
    maps = conv(32, layers.BatchNormalization()(x))
    x = layers.GlobalMaxPooling2D()(maps)
    score = layers.Dense(1)(layers.Dense(32, activation="relu")(x))
    finder = keras.Model(strip, score)
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    finder.compile(keras.optimizers.Adam(0.005), loss)
    finder.fit(strips[:2000], has_it[:2000], epochs=5, verbose=0)

    test = np.arange(2000, 2200)
    says = finder(strips[test])[:, 0].numpy() > 0
    hits = test[has_it[test] & says]
    both = keras.Model(strip, [maps, score])
    with tf.GradientTape() as tape:
        activity, scores = both(strips[hits])
    slopes = tape.gradient(scores, activity)
    weights = tf.reduce_mean(slopes, axis=(1, 2), keepdims=True)
    heat = tf.nn.relu(tf.reduce_sum(weights * activity, axis=-1)).numpy()
    heat = heat.reshape(len(hits), 4, 4, 4).sum(axis=(1, 3))
    on_it = np.mean(heat.argmax(axis=1) == place[hits])
    print(f"{np.mean(says == has_it[test]):.3f} right, {on_it:.3f} on it")
    return on_it > 0.8
