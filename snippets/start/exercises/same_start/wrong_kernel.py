import keras
import numpy as np

random = np.random.default_rng(0)
weights = [random.normal(size=(4, 3)), random.normal(size=3)]


def build():
    keras.utils.set_random_seed(0)
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])


model = build()
model.layers[0].kernel.assign(weights[0])
