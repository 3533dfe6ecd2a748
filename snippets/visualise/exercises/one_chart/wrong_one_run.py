import numpy as np
import tensorflow as tf

for wave in (np.sin, np.cos):
    with tf.summary.create_file_writer("waves").as_default():
        for step in range(100):
            tf.summary.scalar("wave", wave(step / 10), step=step)
