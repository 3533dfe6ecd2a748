from itertools import product

from keras import layers

sizes = [(1, 1), (3, 3), (5, 2)]
for size, channels, filters in product(sizes, [1, 3], [1, 8]):
    layer = layers.Conv2D(filters, size)
    layer.build((None, 28, 28, channels))
    got = conv_parameters(size, channels, filters)
    assert got == layer.count_params(), (
        f"Conv2D({filters}, {size}) on {channels} channels has "
        f"{layer.count_params()} parameters, not {got}"
    )
