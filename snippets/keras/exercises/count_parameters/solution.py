def count_parameters(inputs, units):
    """The parameters of a stack of `Dense` layers."""
    total = 0
    for size in units:
        total += (inputs + 1) * size
        inputs = size  # of the next layer
    return total


print(count_parameters(64, [64, 10]))
