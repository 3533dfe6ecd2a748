import keras
import numpy as np
from sklearn.datasets import load_iris

flowers, kinds = load_iris(return_X_y=True)
outputs = np.array(model(flowers))  # Keras does not see what made them
assert outputs.shape == (150, 3), (
    "A score for each of three kinds is an output of (150, 3); yours is"
    f" {outputs.shape}."
)
odds = outputs
if not np.allclose(outputs.sum(axis=1), 1, atol=1e-3):
    odds = np.array(keras.ops.softmax(outputs))
wanted = -np.log(np.maximum(odds[np.arange(150), kinds], 1e-7)).mean()
loss = keras.losses.get(model.loss)
try:
    got = np.mean(loss(kinds, outputs))
except ValueError:  # it wants one-hot rows
    got = np.mean(loss(np.eye(3)[kinds], outputs))
assert np.isclose(got, wanted, rtol=0.01, atol=1e-3), (
    f"Going by its outputs, your model's loss should be {wanted:.3f}, and"
    f" yours says {got:.3f}. Does it know whether it gets logits?"
)
right = np.mean(outputs.argmax(axis=1) == kinds)
assert right > 0.9, (
    f"Your model is right about {right:.0%} of the flowers: train it on."
)
