import keras
from sklearn.datasets import load_iris

flowers, _ = load_iris(return_X_y=True)
mean, deviation = flowers.mean(axis=0), flowers.std(axis=0)
model = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Lambda(lambda x: (x - mean) / deviation),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.save("iris.keras")
