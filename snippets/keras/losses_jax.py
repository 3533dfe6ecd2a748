# --8<-- [start:setup]
import os
import warnings

os.environ["KERAS_BACKEND"] = "jax"  # before Keras is imported

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras.layers import Dense
from keras.losses import SparseCategoricalCrossentropy
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

pixels, labels = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(
    pixels / 16, labels, test_size=0.25, random_state=0, stratify=labels
)
print("Keras runs on", keras.backend.backend())
# --8<-- [end:setup]


# --8<-- [start:train]
def train(activation, from_logits):
    hidden = Dense(64, activation="relu")
    last = Dense(10, activation=activation)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    model.load_weights("start.weights.h5")
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss=SparseCategoricalCrossentropy(from_logits=from_logits),
    )
    history = model.fit(
        x_train, y_train, 64, epochs=10, shuffle=False, verbose=0
    )
    right = np.argmax(model(x_test), axis=1) == y_test
    return history.history["loss"], right.mean()


runs = {
    "linear, True": train(None, from_logits=True),
    "softmax, False": train("softmax", from_logits=False),
    "softmax, True": train("softmax", from_logits=True),
    "linear, False": train(None, from_logits=False),
}
for name, (losses, right) in runs.items():
    print(f"{name:15} loss {losses[-1]:.3f}  right {right:.0%}")
# --8<-- [end:train]

# --8<-- [start:curves]
figure, axes = plt.subplots(figsize=(5, 3.4), layout="constrained")
for name, (losses, _) in runs.items():
    style = "--" if name == "softmax, False" else "-"
    axes.plot(losses, style, label=name)
axes.plot(np.load("reshape.npy"), "o", label="on TensorFlow")
axes.set(xlabel="epoch", ylabel="loss", ylim=0)
figure.legend(
    loc="outside upper center", ncols=2, title="activation, from_logits"
)
plt.show()
# --8<-- [end:curves]

# --8<-- [start:curves_check]
right, also_right, twice, clipped = (run[0] for run in runs.values())
assert np.allclose(also_right, right, rtol=1e-3)
assert np.allclose(twice, np.load("reshape.npy"), rtol=1e-2)
assert twice[-1] > 3 * right[-1]
assert clipped[-1] > 3 * right[-1]
assert runs["linear, False"][1] < runs["linear, True"][1] - 0.1

with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always", UserWarning)
    train("softmax", from_logits=True)
assert not warned
# --8<-- [end:curves_check]

# --8<-- [start:range]
loss = SparseCategoricalCrossentropy(from_logits=True)
cost = float(loss(np.array([10]), np.zeros((1, 10))))
print("the label 10 of ten classes costs", abs(cost))
# --8<-- [end:range]

# --8<-- [start:range_check]
assert cost == 0
# --8<-- [end:range_check]
