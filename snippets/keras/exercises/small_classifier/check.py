import numpy as np

assert model.input_shape == (None, 64, 64, 3), (
    f"It takes {model.input_shape} and should take (None, 64, 64, 3):"
    " height, width and the three colours; Keras adds the batch."
)
assert model.output_shape == (None, 5), (
    f"It gives {model.output_shape} and should give (None, 5): one vector"
    " for each image, with a number for each kind."
)
photographs = np.random.default_rng(0).random((4, 64, 64, 3))
answers = np.array(model(photographs))
sums = answers.sum(axis=1)
assert np.allclose(sums, 1, atol=1e-4) and not (answers < 0).any(), (
    f"Probabilities are positive and add up to 1. These have the sum"
    f" {sums[0]:.2f}."
)
assert model.count_params() < 20_000, (
    f"It has {model.count_params():,d} parameters. Which layer has most of"
    " them, and how many numbers does it read?"
)
