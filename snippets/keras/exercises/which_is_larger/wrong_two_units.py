import keras
from keras import layers


def train(x, y):
    keras.utils.set_random_seed(0)
    left = keras.Input((64,), name="left")
    right = keras.Input((64,), name="right")
    encoder = layers.Dense(64, activation="relu")
    both = layers.Concatenate()([encoder(left), encoder(right)])
    hidden = layers.Dense(64, activation="relu")(both)
    larger = layers.Dense(2, activation="softmax")(hidden)
    model = keras.Model([left, right], larger)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=1, verbose=0)
    return model
