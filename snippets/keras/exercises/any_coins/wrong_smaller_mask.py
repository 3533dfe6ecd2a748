import keras
import numpy as np
from keras import layers
from skimage import data, filters

keras.utils.set_random_seed(0)
left = data.coins()[:, :192]
mask = left > filters.threshold_otsu(left)
model = keras.Sequential(
    [
        keras.Input((None, None, 1)),
        layers.Rescaling(1 / 255),
        layers.Conv2D(8, 3, activation="relu"),
        layers.Conv2D(1, 1, activation="sigmoid"),
    ]
)
model.compile(keras.optimizers.Adam(0.1), "binary_crossentropy")
images, masks = (
    left[np.newaxis, ..., np.newaxis],
    mask[np.newaxis, 1:-1, 1:-1, np.newaxis],
)
model.fit(images, masks, epochs=30, verbose=0)
