import numpy as np
import tensorflow as tf
from skimage import data

two = [data.astronaut()[:256, :256], data.coffee()[:256, :256]]
images = tf.constant(np.stack(two))


def channel_means(images):
    return tf.reduce_mean(images)  # one number, and in uint8
