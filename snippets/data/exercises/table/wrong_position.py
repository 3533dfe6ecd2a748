import tensorflow as tf


def save(path, table, labels):
    with tf.io.TFRecordWriter(path) as writer:
        for row, label in enumerate(labels):
            example = tf.train.Example()
            feature = example.features.feature
            for values in table.values():
                feature["row"].float_list.value.append(values[row])
            feature["label"].int64_list.value.append(label)
            writer.write(example.SerializeToString())


def load(path, names, size):
    spec = {
        "row": tf.io.FixedLenFeature([len(names)], tf.float32),
        "label": tf.io.FixedLenFeature([], tf.int64),
    }

    def parse(records):
        features = tf.io.parse_example(records, spec)
        columns = tf.unstack(features["row"], axis=1)
        return dict(zip(names, columns, strict=True)), features["label"]

    return tf.data.TFRecordDataset(path).batch(size).map(parse)
