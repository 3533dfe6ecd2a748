import tensorflow as tf


def total_on(device):
    with tf.device(device):
        return tf.reduce_sum(tf.ones(3))
