import tensorflow as tf

assert "halvings" in globals(), "Define a function `halvings(x)`."
assert hasattr(halvings, "get_concrete_function"), (
    "This is plain Python. Put `@tf.function` above `halvings`."
)
wanted = {0.0: 0, 0.5: 0, 1.0: 1, 8.0: 4, 1000.0: 10}
for number, count in wanted.items():
    got = halvings(tf.constant(number))
    assert got is not None, "`halvings` returns nothing."
    assert int(got) == count, (
        f"{number} has to be halved {count} times. Yours says {int(got)}."
    )
