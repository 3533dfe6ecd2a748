import tensorflow as tf

rate = 0.5
traces = []


@tf.function
def descend_at(w, rate):
    traces.append(1)
    return w - rate * 2 * w


def descend(w):
    return descend_at(w, rate)


def set_rate(value):
    global rate
    rate = value


print(descend(tf.constant(8.0)).numpy())
set_rate(0.25)
print(descend(tf.constant(8.0)).numpy(), "after", len(traces), "traces")
