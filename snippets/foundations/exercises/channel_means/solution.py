import numpy as np
import tensorflow as tf
from skimage import data

two = [data.astronaut()[:256, :256], data.coffee()[:256, :256]]
images = tf.constant(np.stack(two))


def channel_means(images):
    return tf.reduce_mean(tf.cast(images, tf.float32), axis=(0, 1, 2))


print(images.shape, images.dtype.name)
print(channel_means(images))
