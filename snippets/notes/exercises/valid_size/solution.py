def valid_size(n, k, stride):
    """The output size of `VALID` padding along one axis."""
    return (n - k) // stride + 1


print([valid_size(5, 4, stride) for stride in (1, 2, 3)])
