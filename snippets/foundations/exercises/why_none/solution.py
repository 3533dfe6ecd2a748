import tensorflow as tf


def slope_of_square(x):
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)  # a constant is not watched by itself
        y = x**2
    return tape.gradient(y, x)


def slope_of_sine(x):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = tf.sin(x)  # the tape does not see what NumPy does
    return tape.gradient(y, x)


def slope_of_product(count, price):
    """By how much more does it cost to buy one more?"""
    count = tf.Variable(float(count))  # whole numbers have no slope
    with tf.GradientTape() as tape:
        cost = count * price
    return tape.gradient(cost, count)


print(slope_of_square(3.0).numpy())
print(slope_of_sine(0.0).numpy())
print(slope_of_product(4, 2.5).numpy())
