import tensorflow as tf


def save(path, table, labels):
    with tf.io.TFRecordWriter(path) as writer:
        for row, label in enumerate(labels):
            example = tf.train.Example()
            feature = example.features.feature
            for name, values in table.items():
                feature[name].float_list.value.append(values[row])
            feature["label"].float_list.value.append(label)
            writer.write(example.SerializeToString())


def load(path, names, size):
    spec = {name: tf.io.FixedLenFeature([], tf.float32) for name in names}
    spec["label"] = tf.io.FixedLenFeature([], tf.float32)

    def parse(records):
        features = tf.io.parse_example(records, spec)
        label = features.pop("label")
        return features, label

    return tf.data.TFRecordDataset(path).batch(size).map(parse)
