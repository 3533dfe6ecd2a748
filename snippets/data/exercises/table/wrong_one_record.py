import tensorflow as tf


def save(path, table, labels):
    with tf.io.TFRecordWriter(path) as writer:
        example = tf.train.Example()
        feature = example.features.feature
        for name, values in table.items():
            feature[name].float_list.value.extend(values)
        feature["label"].int64_list.value.extend(labels)
        writer.write(example.SerializeToString())


def load(path, names, size):
    spec = {name: tf.io.FixedLenFeature([], tf.float32) for name in names}
    spec["label"] = tf.io.FixedLenFeature([], tf.int64)

    def parse(records):
        features = tf.io.parse_example(records, spec)
        label = features.pop("label")
        return features, label

    return tf.data.TFRecordDataset(path).batch(size).map(parse)
