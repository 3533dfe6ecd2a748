import numpy as np


def train_line(x, y, rate, steps):
    weight, bias = 0.0, 0.0
    for _ in range(steps):
        error = weight * x + bias - y
        weight -= rate * np.mean(2 * error * x)
        bias -= rate * np.mean(2 * error)
    return weight, bias


x = np.linspace(-1, 1, 50)
print(train_line(x, 3 - 2 * x, rate=0.1, steps=200))
