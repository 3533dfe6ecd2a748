import keras
from keras.layers import Dense
from sklearn.datasets import load_iris

keras.utils.set_random_seed(0)
flowers, kinds = load_iris(return_X_y=True)
model = keras.Sequential(
    [
        keras.Input((4,)),
        Dense(16, activation="relu"),
        Dense(3, activation="softmax"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(0.05),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
model.fit(flowers, kinds, epochs=20, verbose=0)
