import tensorflow as tf


def total_on(device):
    with tf.device(device):
        total = tf.reduce_sum(tf.ones(3))
    if not total.device.endswith(device):
        raise RuntimeError(f"asked for {device}, got {total.device}")
    return total


print(total_on("CPU:0"))
