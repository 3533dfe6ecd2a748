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
    raise NotImplementedError
