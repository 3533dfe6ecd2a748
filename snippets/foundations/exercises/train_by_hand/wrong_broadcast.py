import tensorflow as tf


def train(x, y, rate, steps):
    weights = tf.Variable(tf.zeros((x.shape[1], 1)))
    bias = tf.Variable(0.0)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((x @ weights + bias - y) ** 2)
        slopes = tape.gradient(loss, [weights, bias])
        weights.assign_sub(rate * slopes[0])
        bias.assign_sub(rate * slopes[1])
    return weights, bias
