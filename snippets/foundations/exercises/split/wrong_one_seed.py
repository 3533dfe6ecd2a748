def split(dataset, size, seed):
    mixed = dataset.shuffle(
        dataset.cardinality(), seed=0, reshuffle_each_iteration=False
    )
    return mixed.take(size), mixed.skip(size)
