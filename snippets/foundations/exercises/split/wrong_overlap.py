def split(dataset, size, seed):
    mixed = dataset.shuffle(
        dataset.cardinality(), seed=seed, reshuffle_each_iteration=False
    )
    return mixed.take(size), mixed.take(dataset.cardinality() - size)
