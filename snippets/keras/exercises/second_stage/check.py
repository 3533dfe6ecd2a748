import numpy as np

begin, first, second = filters
assert np.array_equal(begin, first), (
    "The first `fit` moved the filters: it should train the head only."
)
assert not np.array_equal(first, second), (
    "The second `fit` did not move the filters: Keras goes on training"
    " what was trainable when it built its training step."
)
rate = float(model.optimizer.learning_rate)
assert rate <= 0.0005, (
    f"The second stage has a learning rate of {rate:.4f}: go slower."
)
