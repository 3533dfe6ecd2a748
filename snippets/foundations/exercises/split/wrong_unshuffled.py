def split(dataset, size, seed):
    mixed = dataset
    return mixed.take(size), mixed.skip(size)
