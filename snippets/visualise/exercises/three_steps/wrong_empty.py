import tensorflow as tf

numbers = tf.random.stateless_normal([20, 3], seed=[0, 0])
batches = tf.data.Dataset.from_tensor_slices(numbers).batch(2)
weights = tf.Variable(tf.ones([3, 1]))


@tf.function
def step(batch):
    weights.assign_sub(0.1 * tf.transpose(batch) @ batch @ weights)


Trace = tf.profiler.experimental.Trace
for number, batch in enumerate(batches):
    if number == 3:
        tf.profiler.experimental.start("trace")
    with Trace("train", step_num=number, _r=1):
        with Trace("load"):
            batch = tf.identity(batch)
        with Trace("compute"):
            step(batch)
    if number == 5:
        tf.profiler.experimental.stop()
