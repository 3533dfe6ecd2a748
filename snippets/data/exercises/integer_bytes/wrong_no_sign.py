import math


def integer_bytes(value):
    return max(1, math.ceil(value.bit_length() / 7))
