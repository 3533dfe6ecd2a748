import tensorflow as tf


def brighter(image, amount):
    wide = tf.cast(image, tf.int32) + amount
    return tf.cast(tf.minimum(wide, 255), tf.uint8)
