import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
x, y = np.random.random((64, 8, 8, 1)), np.repeat([0, 1], 32)
base = keras.Sequential(
    [keras.Input((8, 8, 1)), layers.Conv2D(4, 3), layers.Flatten()]
)
model = keras.Sequential([base, layers.Dense(1, activation="sigmoid")])
filters = [base.get_weights()[0]]

base.trainable = False
model.compile("adam", "binary_crossentropy")
model.fit(x, y, verbose=0)
filters.append(base.get_weights()[0])

base.trainable = True
model.fit(x, y, verbose=0)
filters.append(base.get_weights()[0])
