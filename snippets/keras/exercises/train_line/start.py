import numpy as np


def train_line(x, y, rate, steps):
    raise NotImplementedError
