import tensorflow as tf


def scale_rows(table, factors):
    """Multiplies row i of the table by factor i."""
    return table * factors[:, None]


def mean_squared_error(labels, predictions):
    """Takes labels of shape (n,) and predictions of shape (n, 1)."""
    return tf.reduce_mean((labels - predictions[:, 0]) ** 2)


def channels_first(images):
    """Turns (n, height, width, channels) into (n, channels, ...)."""
    return tf.transpose(images, (0, 3, 1, 2))


print(scale_rows(tf.ones((2, 3)), tf.constant([1.0, 10.0])).numpy())
print(mean_squared_error(tf.zeros(3), tf.fill((3, 1), 2.0)).numpy())
print(channels_first(tf.ones((8, 20, 30, 3))).shape)
