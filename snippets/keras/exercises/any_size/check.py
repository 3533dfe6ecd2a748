import numpy as np

assert model.input_shape == (None, None, None, 1), (
    f"height and width have to stay open; they are {model.input_shape}"
)
for size in [(28, 28), (32, 48), (5, 5)]:
    shape = model(np.zeros((2, *size, 1))).shape
    assert shape == (2, 10), f"images of {size} gave {shape}"
assert model.count_params() == (3 * 3 + 1) * 16 + (16 + 1) * 10, (
    "one number of each of the 16 channels has to reach the last layer"
)
