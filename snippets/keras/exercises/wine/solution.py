import keras
from keras.layers import Dense


def train(x, y):
    """A trained model that gives a probability for each kind."""
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input(x.shape[1:]),
            Dense(16, activation="relu"),
            Dense(3, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss="sparse_categorical_crossentropy",
    )
    model.fit(x, y, batch_size=8, epochs=15, verbose=0)
    return model
