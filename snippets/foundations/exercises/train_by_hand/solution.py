import tensorflow as tf


def train(x, y, rate, steps):
    weights, bias = tf.Variable(tf.zeros(x.shape[1])), tf.Variable(0.0)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            predictions = tf.linalg.matvec(x, weights) + bias
            loss = tf.reduce_mean((predictions - y) ** 2)
        slopes = tape.gradient(loss, [weights, bias])
        weights.assign_sub(rate * slopes[0])
        bias.assign_sub(rate * slopes[1])
    return weights, bias


x = tf.random.normal((100, 2))
y = tf.linalg.matvec(x, [3.0, -1.0]) + 5.0
for part in train(x, y, rate=0.1, steps=200):
    print(part.numpy().round(2))
