import tensorflow as tf


def train(x, y, rate, steps):
    weights, bias = tf.Variable(tf.zeros(x.shape[1])), tf.Variable(0.0)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            predictions = tf.linalg.matvec(x, weights) + bias
            loss = tf.reduce_mean((predictions - y) ** 2)
        slopes = tape.gradient(loss, [weights, bias])
        weights.assign_add(rate * slopes[0])
        bias.assign_add(rate * slopes[1])
    return weights, bias
