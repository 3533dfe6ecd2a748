import tensorflow as tf


def soft_sign(x):
    return x / (1 + tf.abs(x))
