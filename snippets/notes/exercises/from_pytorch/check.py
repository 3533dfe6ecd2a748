import numpy as np
import tensorflow as tf

shape = ported.output_shape
assert shape == (None, 112, 112, 8), f"112×112×8 expected, got {shape}"
photo = tf.random.stateless_normal([1, 224, 224, 3], seed=[1, 2])
padded = tf.pad(photo, [[0, 0], [1, 1], [1, 1], [0, 0]])
kernel, bias = ported.layers[-1].get_weights()
expected = tf.nn.conv2d(padded, kernel, 2, "VALID") + bias
assert np.allclose(ported(photo), expected, atol=1e-4), (
    "The shape is right, but not the values: on which sides are the zeros?"
)
