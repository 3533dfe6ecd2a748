def count_parameters(inputs, units):
    return sum((inputs + 1) * size for size in units)
