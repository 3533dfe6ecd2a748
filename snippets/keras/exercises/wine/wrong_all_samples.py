import keras
from keras.layers import Dense

keras.utils.set_random_seed(0)
model = keras.Sequential(
    [
        keras.Input((178, 13)),
        Dense(16, activation="relu"),
        Dense(3, activation="softmax"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(0.01),
    loss="sparse_categorical_crossentropy",
)
