"""Letters are drawn the same each time, and can be told apart."""

import numpy as np
from toolbox.letters import letters


def test_letters_are_drawn_the_same_each_time_and_differ() -> None:
    images, labels = letters("ABC", 60, size=12)
    assert images.shape == (60, 12, 12)
    assert 0 <= images.min() < 0.1 < 0.9 < images.max() <= 1
    assert set(labels) == {0, 1, 2}
    again, same = letters("ABC", 60, size=12)
    assert np.array_equal(images, again)
    assert np.array_equal(labels, same)
    assert not np.array_equal(images, letters("ABC", 60, seed=1, size=12)[0])


def test_each_lies_nearest_to_the_mean_of_its_own_letter() -> None:
    images, labels = letters("XO", 200)
    means = np.stack([images[labels == kind].mean(axis=0) for kind in range(2)])
    distances = np.square(images[:, None] - means).sum(axis=(2, 3))
    assert np.mean(distances.argmin(axis=1) == labels) > 0.95
