import keras
import numpy as np

# What four models gave for three examples. None ends with an activation.
outputs = {
    "species": np.array(
        [[2.0, 0.5, -1.0], [0.1, 1.2, 0.3], [0.0, 0.0, 3.0]]
    ),
    "colour": np.array(
        [[1.0, -0.5, 0.2], [-0.1, 2.2, 0.3], [0.4, 0.1, 2.0]]
    ),
    "topics": np.array(
        [[1.5, -2.0, 0.7], [-1.1, 0.4, 2.0], [0.3, 1.0, 0.9]]
    ),
    "price": np.array([[210.0], [95.0], [130.0]]),
}
labels = {
    "species": np.array([0, 1, 2]),
    "colour": np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    "topics": np.array(
        [[1, 0, 1], [0, 0, 1], [1, 1, 1]]
    ),  # yes or no, each
    "price": np.array([[200.0], [100.0], [150.0]]),
}
losses = {
    "species": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    "colour": keras.losses.CategoricalCrossentropy(from_logits=True),
    "topics": keras.losses.BinaryCrossentropy(from_logits=True),
    "price": keras.losses.MeanSquaredError(),
}
for name, loss in losses.items():
    print(f"{name:8}{float(loss(labels[name], outputs[name])):.3f}")
