import tensorflow as tf


def brighter(image, amount):
    wide = tf.cast(image, tf.int32) + amount
    return tf.cast(tf.clip_by_value(wide, 0, 255), tf.uint8)


image = tf.constant([0, 100, 200], tf.uint8)
print("wrong:", (image + 100).numpy())
print("right:", brighter(image, 100).numpy(), brighter(image, -150).numpy())
