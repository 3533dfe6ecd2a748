import numpy as np
import tensorflow as tf

grids = np.arange(60, dtype="float32").reshape(5, 3, 4) / 10
with tf.io.TFRecordWriter("grids.tfrecord") as writer:
    for number, grid in enumerate(grids):
        example = tf.train.Example()
        feature = example.features.feature
        feature["grid"].bytes_list.value.append(grid.tobytes())
        feature["number"].int64_list.value.append(number)
        writer.write(example.SerializeToString())


def parse(records):
    spec = {
        "grid": tf.io.FixedLenFeature([], tf.string),
        "number": tf.io.FixedLenFeature([], tf.int64),
    }
    features = tf.io.parse_example(records, spec)
    grid = tf.io.decode_raw(features["grid"], tf.int32)
    return tf.reshape(grid, [-1, 3, 4]), features["number"]
