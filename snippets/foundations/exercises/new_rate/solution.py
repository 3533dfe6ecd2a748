import tensorflow as tf

rate = tf.Variable(0.5)
traces = []


@tf.function
def descend(w):
    traces.append(1)
    return w - rate * 2 * w


def set_rate(value):
    rate.assign(value)


print(descend(tf.constant(8.0)).numpy())
set_rate(0.25)
print(descend(tf.constant(8.0)).numpy(), "after", len(traces), "trace")
