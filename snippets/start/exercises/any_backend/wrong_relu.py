import keras


def soft_sign(x):
    return x / (1 + keras.ops.relu(x))
