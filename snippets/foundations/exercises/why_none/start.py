import numpy as np
import tensorflow as tf


def slope_of_square(x):
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        y = x**2
    return tape.gradient(y, x)


def slope_of_sine(x):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = tf.constant(np.sin(x.numpy()))
    return tape.gradient(y, x)


def slope_of_product(count, price):
    """By how much more does it cost to buy one more?"""
    count = tf.Variable(count)
    with tf.GradientTape() as tape:
        cost = tf.cast(count, tf.float32) * price
    return tape.gradient(cost, count)
