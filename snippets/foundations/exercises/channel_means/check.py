import numpy as np

pixels = np.random.default_rng(0).integers(0, 256, (4, 5, 6, 3), np.uint8)
means = channel_means(tf.constant(pixels))
assert means.shape == (3,), (
    f"The shape is {means.shape}: average over all axes but the last."
)
assert means.dtype == tf.float32, f"The dtype is {means.dtype.name}."
expected = np.mean(pixels, axis=(0, 1, 2))
assert np.allclose(means, expected, atol=1e-3), (
    f"These are {means.numpy()} and should be {expected}: cast before"
    " you average, or what follows the point is lost."
)
