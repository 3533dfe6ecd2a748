def integer_bytes(value):
    """The bytes that an integer takes in a list of an `Example`."""
    raise NotImplementedError
