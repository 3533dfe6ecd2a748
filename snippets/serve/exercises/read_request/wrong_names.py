import tensorflow as tf


def build(row):
    features = {
        name: tf.train.Feature(float_list=tf.train.FloatList(value=[value]))
        for name, value in row.items()
    }
    example = tf.train.Example(features=tf.train.Features(feature=features))
    return example.SerializeToString()


def read(request):
    """The row that a request was built from."""
    spec = {"alcohol": tf.io.FixedLenFeature([], tf.float32, -1)}
    parsed = tf.io.parse_single_example(request, spec)
    return {name: float(value) for name, value in parsed.items()}
