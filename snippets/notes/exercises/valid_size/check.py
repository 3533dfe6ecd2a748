import tensorflow as tf

for n, k, stride in [(5, 4, 1), (5, 4, 2), (7, 3, 2), (8, 3, 3)]:
    image, kernel = tf.ones((1, n, n, 1)), tf.ones((k, k, 1, 1))
    size = tf.nn.conv2d(image, kernel, stride, "VALID").shape[1]
    got = valid_size(n, k, stride)
    assert got == size, (
        f"{n}, {k}, {stride}: {got}, TensorFlow gives {size}"
    )
