import keras


def soft_sign(x):
    return x / (1 + keras.ops.absolute(x))


print(soft_sign(keras.ops.array([-3.0, 0.0, 1.0])))
