import numpy as np
import tensorflow as tf

kernel = np.random.default_rng(0).normal(size=[64, 16])  # pixels, units
units = kernel.reshape(16, 8, 8, 1)
units = (units - units.min()) / (units.max() - units.min())
with tf.summary.create_file_writer("weights").as_default(step=0):
    tf.summary.image("hidden", units, max_outputs=16)
