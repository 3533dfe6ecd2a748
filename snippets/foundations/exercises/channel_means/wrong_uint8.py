import tensorflow as tf


def channel_means(images):
    return tf.cast(tf.reduce_mean(images, axis=(0, 1, 2)), tf.float32)
