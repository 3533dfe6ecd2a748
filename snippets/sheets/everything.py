# --8<-- [start:setup]
import keras
import numpy as np
import tensorflow as tf
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(0)
x, y = load_digits(return_X_y=True)
x = x.astype("uint8")
x_train, x_test, y_train, y_test = train_test_split(
    x / 16, y, random_state=0
)
# --8<-- [end:setup]

# --8<-- [start:model]
model = keras.Sequential(
    [
        keras.Input((64,)),  # one sample, no batch
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(0.01),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
stop = keras.callbacks.EarlyStopping(
    patience=3, restore_best_weights=True
)
board = keras.callbacks.TensorBoard("logs/digits")
history = model.fit(
    x_train,
    y_train,
    validation_split=0.2,
    epochs=50,
    callbacks=[stop, board],
    verbose=0,
)
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
chances = model.predict(x_test, verbose=0)  # probabilities
print(f"{accuracy:.0%}", chances.shape, chances[0].argmax())
# --8<-- [end:model]

# --8<-- [start:files]
model.save("digits.keras")  # to go on training: everything
restored = keras.models.load_model("digits.keras")
model.save_weights("digits.weights.h5")
restored.load_weights("digits.weights.h5")

model.export("served", verbose=False)  # predictions only
served = tf.saved_model.load("served")
answers = served.serve(tf.constant(x_test, tf.float32))
# --8<-- [end:files]

# --8<-- [start:check]
assert accuracy > 0.93
assert len(history.epoch) < 50
for made in (restored.predict(x_test, verbose=0), answers):
    assert np.allclose(made, chances, atol=1e-5)
# --8<-- [end:check]
