import tensorflow as tf


def channel_means(images):
    return tf.reduce_mean(tf.cast(images, tf.float32))
