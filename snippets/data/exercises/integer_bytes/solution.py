import math


def integer_bytes(value):
    """The bytes that an integer takes in a list of an `Example`."""
    bits = 64 if value < 0 else value.bit_length()
    return max(1, math.ceil(bits / 7))


print([integer_bytes(value) for value in (1, 127, 128, -1)])
