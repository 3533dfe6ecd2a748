import tensorflow as tf

for name in ["a", "b", "c"]:
    with tf.io.TFRecordWriter(f"{name}.tfrecord") as writer:
        for number in range(4):
            writer.write(f"{name}{number}".encode())


def in_turns(paths):
    """A dataset with one record from each file in turns."""
    return tf.data.TFRecordDataset(paths)
