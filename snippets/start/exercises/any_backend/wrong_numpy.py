import numpy as np


def soft_sign(x):
    return x / (1 + np.abs(x))
