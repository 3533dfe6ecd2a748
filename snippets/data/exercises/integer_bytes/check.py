import tensorflow as tf

for value in [0, 1, 127, 128, 16_383, 16_384, 2**40, -1, -(2**40)]:
    one, two = (
        tf.train.Int64List(value=[value] * times).ByteSize()
        for times in (1, 2)
    )
    got = integer_bytes(value)
    assert got == two - one, (
        f"{value}: you say {got} bytes, TensorFlow writes {two - one}"
    )
