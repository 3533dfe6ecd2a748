import numpy as np
import tensorflow as tf

for name, wave in [("sin", np.sin), ("cos", np.cos)]:
    with tf.summary.create_file_writer(f"waves/{name}").as_default():
        for step in range(100):
            tf.summary.scalar("wave", wave(step / 10), step=step)
