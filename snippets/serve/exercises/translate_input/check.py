batches = list(for_keras().take(9))
assert len(batches) < 9, "the dataset does not end after an epoch"
assert len(batches) == 3, f"3 batches expected, got {len(batches)}"
assert not isinstance(batches[0][0], dict), "still a dictionary"
shape = tuple(batches[0][0].shape)
assert shape == (32, 3), f"batches of 32×3 expected, got {shape}"
x = np.concatenate([x for x, _ in batches])
y = np.concatenate([y for _, y in batches])
assert np.array_equal(y, labels), "the labels are not those of the rows"
expected = rows[:, [2, 1, 0]]  # alcohol, ash, hue
assert np.allclose(x, expected), (
    f"alcohol, ash, hue: the first row is {expected[0].round(2)}, "
    f"yours is {x[0].round(2)}"
)
