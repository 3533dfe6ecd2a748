assert model.output_shape == (None, 7, 7, 32), (
    f"7×7 with 32 channels, not {model.output_shape}"
)
filters = [layer for layer in model.layers if hasattr(layer, "kernel_size")]
sizes = [layer.kernel_size for layer in filters]
assert sizes == [(3, 3), (3, 3)], (
    f"two convolutions, both with filters of 3×3, not {sizes}"
)
smaller = [
    layer.name
    for layer in model.layers
    if layer not in filters and "pool" not in layer.name
]
assert not smaller, (
    f"only convolutions and pooling should change the size, not {smaller}"
)
