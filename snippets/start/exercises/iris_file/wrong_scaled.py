import keras
from sklearn.datasets import load_iris

keras.utils.set_random_seed(0)
flowers, kinds = load_iris(return_X_y=True)
flowers = (flowers - flowers.mean(axis=0)) / flowers.std(axis=0)
model = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy"
)
model.fit(flowers, kinds, batch_size=150, epochs=50, verbose=0)
model.save("iris.keras")
