import tensorflow as tf

for name in ["a", "b", "c"]:
    with tf.io.TFRecordWriter(f"{name}.tfrecord") as writer:
        for number in range(4):
            writer.write(f"{name}{number}".encode())


def in_turns(paths):
    files = tf.data.Dataset.from_tensor_slices(paths)
    return files.interleave(tf.data.TFRecordDataset, cycle_length=2)
