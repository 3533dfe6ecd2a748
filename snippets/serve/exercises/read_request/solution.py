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
    example = tf.train.Example.FromString(request)
    return {
        name: feature.float_list.value[0]
        for name, feature in example.features.feature.items()
    }


print(read(build({"alcohol": 0.5})))
