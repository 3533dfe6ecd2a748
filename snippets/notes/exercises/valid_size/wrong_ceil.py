import math


def valid_size(n, k, stride):
    return math.ceil(n / stride)
