import numpy as np


def masked_mean(vectors, mask):
    weights = mask[..., np.newaxis].astype(vectors.dtype)
    counts = np.maximum(weights.sum(axis=1), 1)
    return (vectors * weights).sum(axis=1) / counts


vectors = np.array([[[1.0], [3.0], [9.0]]])
print(masked_mean(vectors, np.array([[True, True, False]])))
