import numpy as np


def train_line(x, y, rate, steps):
    weight, bias = 0.0, 0.0
    error = weight * x + bias - y
    for _ in range(steps):
        weight -= rate * np.mean(2 * error * x)
        bias -= rate * np.mean(2 * error)
    return weight, bias
