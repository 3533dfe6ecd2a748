import numpy as np

image = tf.constant([0, 100, 200, 255], tf.uint8)
for amount in (100, 300, -150, -256, 0):
    given = brighter(image, amount)
    assert given.dtype == tf.uint8, (
        f"The dtype is {given.dtype.name}: cast it back in the end."
    )
    expected = np.clip(image.numpy().astype(int) + amount, 0, 255)
    assert np.array_equal(given, expected), (
        f"{image.numpy()} brighter by {amount} gives {given.numpy()}"
        f" and should give {expected}."
    )
