records = tf.data.TFRecordDataset("grids.tfrecord")
for start, batch in zip([0, 2, 4], records.batch(2), strict=True):
    expected = grids[start : start + 2]
    grid_batch, number_batch = parse(batch)
    assert grid_batch.shape == expected.shape, (
        f"The grids have shape {grid_batch.shape}, not {expected.shape}."
    )
    assert grid_batch.dtype == tf.float32, (
        f"The grids are {grid_batch.dtype.name}; float32 was written."
    )
    assert np.array_equal(grid_batch, expected), (
        f"The first grid should be {expected[0]}, and is {grid_batch[0]}."
    )
    numbers = number_batch.numpy().tolist()
    counted = list(range(start, start + len(expected)))
    assert numbers == counted, f"The numbers are {numbers}, not {counted}."
