clean = tf.ones([50, 20])
fifth = add_noise(clean, 5) - clean
spread = float(tf.math.reduce_std(fifth))
assert 0.9 < spread < 1.1, (
    f"its standard deviation should be 1, and is {spread:.2f}"
)
add_noise(clean, 6)
assert tf.reduce_all(add_noise(clean, 5) - clean == fifth), (
    "Epoch 5 again, and other noise: something remembers the calls."
)
assert not tf.reduce_any(add_noise(clean, 6) - clean == fifth), (
    "Epochs 5 and 6 have the same noise."
)
assert not tf.reduce_all(fifth[0] == fifth[1]), (
    "All images have the same noise: draw for each of them."
)
