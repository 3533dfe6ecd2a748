def count_parameters(inputs, units):
    total = 0
    for size in units:
        total += inputs * size
        inputs = size
    return total
