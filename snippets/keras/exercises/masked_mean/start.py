import numpy as np


def masked_mean(vectors, mask):
    return vectors.mean(axis=1)
