import tensorflow as tf


def parse(records):
    spec = {
        "grid": tf.io.FixedLenFeature([], tf.string),
        "number": tf.io.FixedLenFeature([], tf.int64),
    }
    features = tf.io.parse_example(records, spec)
    grid = tf.io.decode_raw(features["grid"], tf.int32)
    return tf.reshape(grid, [-1, 3, 4]), features["number"]
