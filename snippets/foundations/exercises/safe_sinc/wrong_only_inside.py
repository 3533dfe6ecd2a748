import tensorflow as tf


def sinc(x):
    """Gives sin(x) / x, and at 0 its limit, which is 1."""
    safe = tf.where(x == 0, 1.0, x)
    return tf.sin(safe) / safe
