import numpy as np

grids = np.arange(24, dtype="float32").reshape(2, 3, 4)
records = []
for number, grid in enumerate(grids):
    example = tf.train.Example()
    feature = example.features.feature
    feature["grid"].bytes_list.value.append(grid.tobytes())
    feature["number"].int64_list.value.append(number)
    records.append(example.SerializeToString())

got, numbers = map(np.asarray, parse(tf.constant(records)))
assert got.shape == (2, 3, 4), (
    f"Two grids should have shape (2, 3, 4), and have {got.shape}."
)
assert np.array_equal(got, grids), (
    f"The first grid should be\n{grids[0]}\nand is\n{got[0]}"
)
assert numbers.tolist() == [0, 1], (
    f"The numbers should be [0, 1], and are {numbers.tolist()}."
)
