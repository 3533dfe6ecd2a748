import numpy as np


def masked_mean(vectors, mask):
    weights = mask[..., np.newaxis].astype(vectors.dtype)
    return (vectors * weights).mean(axis=1)


vectors = np.array([[[1.0], [3.0], [9.0]]])
print(masked_mean(vectors, np.array([[True, True, False]])))
