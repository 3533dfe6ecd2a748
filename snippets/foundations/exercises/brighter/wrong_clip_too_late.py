import tensorflow as tf


def brighter(image, amount):
    return tf.clip_by_value(image + amount, 0, 255)
