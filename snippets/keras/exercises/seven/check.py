assert model.output_shape == (None, 7, 7, 32), (
    f"7×7 with 32 channels, not {model.output_shape}"
)
filters = [layer for layer in model.layers if hasattr(layer, "kernel_size")]
sizes = [layer.kernel_size for layer in filters]
assert sizes == [(3, 3), (3, 3)], (
    f"two convolutions, both with filters of 3×3, not {sizes}"
)
others = [type(layer).__name__ for layer in model.layers]
cuts = ("Cropping2D", "CenterCrop", "RandomCrop", "Resizing", "Reshape")
assert not set(others) & set(cuts), (
    f"halve with strides or pooling; one of {others} cuts or reshapes"
)
