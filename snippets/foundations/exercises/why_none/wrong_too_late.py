import tensorflow as tf


def slope_of_square(x):
    x = tf.constant(x)
    y = x**2
    with tf.GradientTape() as tape:
        tape.watch(x)
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
