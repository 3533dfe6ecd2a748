import tensorflow as tf


def total_on(device):
    if not tf.config.list_physical_devices(device.split(":")[0]):
        raise RuntimeError(f"there is no {device}")
    with tf.device(device):
        return tf.reduce_sum(tf.ones(3))
