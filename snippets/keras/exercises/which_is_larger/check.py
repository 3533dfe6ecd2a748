import numpy as np
from sklearn.datasets import load_digits

images, digits = load_digits(return_X_y=True)
images = images / 16
random = np.random.default_rng(0)


def pairs(count, low, high):
    first, second = random.integers(low, high, size=(2, count))
    inputs = {"left": images[first], "right": images[second]}
    return inputs, digits[first] > digits[second]


model = train(*pairs(3000, 0, 1300))
assert model is not None, "`train` has to return the model."
unseen, is_larger = pairs(1000, 1300, len(images))
answers = model.predict(unseen, verbose=0)
assert answers.shape == (1000, 1), (
    f"For 1000 pairs it gives {answers.shape}, and should give (1000, 1):"
    " one probability for each."
)
assert 0 <= answers.min() <= answers.max() <= 1, (
    f"Probabilities lie between 0 and 1; these go from {answers.min():.1f}"
    f" to {answers.max():.1f}."
)
right = np.mean((answers[:, 0] > 0.5) == is_larger)
assert right > 0.8, (
    f"It is right on {right:.0%} of the unseen pairs; 80 % can be reached."
    " Do both images get to the output, and can its activation say no?"
)
