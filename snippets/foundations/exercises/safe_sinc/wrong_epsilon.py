import tensorflow as tf


def sinc(x):
    """Gives sin(x) / x, and at 0 its limit, which is 1."""
    return tf.sin(x) / (x + 1e-7)
