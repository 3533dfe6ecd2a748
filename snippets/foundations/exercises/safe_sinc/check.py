import numpy as np

x = tf.Variable([-2.0, 0.0, 0.5])
with tf.GradientTape() as tape:
    y = sinc(x)
slopes = tape.gradient(y, x)
assert np.allclose(y, np.sinc(x.numpy() / np.pi)), (
    f"The values at {x.numpy()} are {y.numpy()}: is it 1 at 0?"
)
assert not np.isnan(slopes[1]), (
    "The gradient at 0 is still NaN: no branch may divide by 0, not even"
    " the one that is not chosen."
)
at = x.numpy()[::2]
expected = np.cos(at) / at - np.sin(at) / at**2
assert np.allclose(slopes[1], 0, atol=1e-3), (
    f"The gradient at 0 is {slopes[1]:.3f} and should be 0."
)
assert np.allclose(slopes[::2], expected, atol=1e-4), (
    f"The gradients at {at} are {slopes[::2].numpy()}, not {expected}."
)
