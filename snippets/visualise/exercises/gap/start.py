import keras
import numpy as np
import tensorflow as tf


class Gap(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        gap = logs["val_loss"] - logs["loss"]
        tf.summary.scalar("gap", gap, step=epoch)


keras.utils.set_random_seed(0)
x = np.random.default_rng(0).normal(size=[40, 3])
y = x.sum(axis=1)
model = keras.Sequential([keras.Input([3]), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
history = model.fit(
    x, y, validation_split=0.25, epochs=3, callbacks=[Gap()], verbose=0
).history
