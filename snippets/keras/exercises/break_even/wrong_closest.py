import numpy as np


def break_even(labels, scratch, transfer):
    apart = np.abs(np.subtract(scratch, transfer))
    return labels[np.argmin(apart)]
