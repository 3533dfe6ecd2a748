import numpy as np


def train_line(x, y, rate, steps):
    weight, bias = 0.0, 0.0
    for _ in range(steps):
        error = weight * x + bias - y
        weight -= rate * np.sum(2 * error * x)
        bias -= rate * np.sum(2 * error)
    return weight, bias
