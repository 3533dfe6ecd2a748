import tensorflow as tf


def split(dataset, size, seed):
    mixed = dataset.shuffle(
        dataset.cardinality(), seed=seed, reshuffle_each_iteration=False
    )
    return mixed.take(size), mixed.skip(size)


for part in split(tf.data.Dataset.range(10), 3, seed=1):
    print(list(part.as_numpy_iterator()))
