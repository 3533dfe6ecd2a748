def split(dataset, size, seed):
    mixed = dataset.shuffle(dataset.cardinality(), seed=seed)
    return mixed.take(size), mixed.skip(size)
