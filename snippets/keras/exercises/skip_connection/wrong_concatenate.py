import keras
from keras import layers


def block(x):
    units = x.shape[-1]
    h = layers.Dense(units, activation="relu")(x)
    return layers.Concatenate()([x, layers.Dense(units)(h)])


inputs = keras.Input((8,))
print(keras.Model(inputs, block(inputs)).output_shape)
