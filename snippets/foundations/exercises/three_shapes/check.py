import numpy as np

table = tf.reshape(tf.range(6), (2, 3))
scaled = scale_rows(table, tf.constant([1, 10]))
assert scaled.numpy().tolist() == [[0, 1, 2], [30, 40, 50]], (
    "`scale_rows`: a factor for each row needs the shape (rows, 1)."
)
square = scale_rows(tf.ones((2, 2)), tf.constant([1.0, 2.0]))
assert square.numpy().tolist() == [[1, 1], [2, 2]], (
    "`scale_rows`: a square table is scaled by its columns."
)
error = mean_squared_error(tf.range(3.0), tf.range(3.0)[:, None])
assert error == 0, (
    f"`mean_squared_error` of perfect predictions is {error:.2f}: print the"
    " shape of the difference."
)
images = np.arange(2 * 4 * 5 * 3).reshape(2, 4, 5, 3)
first = channels_first(tf.constant(images))
assert first.shape == (2, 3, 4, 5), (
    f"`channels_first` gives {first.shape} and should give (2, 3, 4, 5)."
)
assert np.array_equal(first[1, 2], images[1, :, :, 2]), (
    "`channels_first`: the shape is right, but not what is in it."
)
