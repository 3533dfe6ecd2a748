import tensorflow as tf


def total_on(device):
    if not device.startswith("GPU"):
        raise RuntimeError(f"{device} is no GPU")
    with tf.device(device):
        return tf.reduce_sum(tf.ones(3))
