for size in (7, 8):
    layer = way_back(size)
    got = tuple(layer.compute_output_shape([1, 4, 4, 1])[1:3])
    assert got == (size, size), f"{size}: the layer leads to {got}"
    kernel = tuple(layer.kernel_size)
    assert kernel == (3, 3), f"{size}: the filter is {kernel}, not 3×3"
