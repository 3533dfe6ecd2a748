import keras
import numpy as np

model = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
board = keras.callbacks.TensorBoard("speed")
data = {"x": np.zeros([64, 4]), "y": np.zeros([64, 1])}
model.fit(**data, epochs=2, callbacks=[board], verbose=0)
tag = "epoch_loss"
