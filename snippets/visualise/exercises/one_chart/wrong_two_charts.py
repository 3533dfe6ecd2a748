import numpy as np
import tensorflow as tf

with tf.summary.create_file_writer("waves").as_default():
    for step in range(100):
        tf.summary.scalar("wave/sin", np.sin(step / 10), step=step)
        tf.summary.scalar("wave/cos", np.cos(step / 10), step=step)
