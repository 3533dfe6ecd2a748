def split(dataset, size, seed):
    mixed = dataset.shuffle(
        dataset.cardinality(), reshuffle_each_iteration=False
    )
    return mixed.take(size), mixed.skip(size)
