def valid_size(n, k, stride):
    """The output size of `VALID` padding along one axis."""
    raise NotImplementedError
