# Your `split(dataset, size, seed)`
