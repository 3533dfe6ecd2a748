import tensorflow as tf


@tf.function
def halvings(x):
    count = 0
    if x >= 1:
        x = x / 2
        count += 1
    return count
