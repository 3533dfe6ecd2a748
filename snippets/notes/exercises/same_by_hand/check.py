import numpy as np
import tensorflow as tf


def same(size, kernel, stride):
    x = tf.random.stateless_normal([2, *size, 3], seed=[1, 2])
    weights = tf.random.stateless_normal([*kernel, 3, 4], seed=[3, 4])
    case = f"{size}, filter {kernel}, stride {stride}"
    try:
        got = same_by_hand(x, weights, stride)
    except (tf.errors.OpError, ValueError) as error:
        raise AssertionError(
            f"{case}: this raised, though SAME does not. Can the number of "
            "zeros be negative?"
        ) from error
    expected = tf.nn.conv2d(x, weights, stride, "SAME")
    assert got.shape == expected.shape, (
        f"{case}: {tuple(got.shape)}, SAME gives {tuple(expected.shape)}: "
        "how many zeros does this axis need?"
    )
    assert np.allclose(got, expected, atol=1e-4), (
        f"{case}: the shape is right, but not the values: "
        "on which side is the extra row?"
    )


same((7, 7), (3, 3), 1)
same((6, 6), (3, 3), 2)
same((5, 8), (4, 3), 2)
same((8, 8), (2, 2), 3)
same((6, 6), (1, 1), 3)
