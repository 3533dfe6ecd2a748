import tensorflow as tf

for k, dilations in [(2, [1, 2, 4, 8]), (3, [1]), (3, [1, 3])]:
    series = tf.Variable(tf.ones([1, 32, 1]))
    with tf.GradientTape() as tape:
        output = tf.identity(series)
        for d in dilations:
            padded = tf.pad(output, [[0, 0], [(k - 1) * d, 0], [0, 0]])
            output = tf.nn.conv1d(
                padded, tf.ones([k, 1, 1]), 1, "VALID", dilations=d
            )
        last = output[0, -1, 0]
    seen = int(tf.math.count_nonzero(tape.gradient(last, series)))
    got = causal_reach(k, dilations)
    assert got == seen, f"{k}, {dilations}: {got}, the gradient says {seen}"
