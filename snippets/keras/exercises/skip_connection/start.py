import keras
from keras import layers


def block(x):
    units = x.shape[-1]
    h = layers.Dense(units, activation="relu")(x)
    return layers.Dense(units)(h)
