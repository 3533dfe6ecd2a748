assert model.output_shape == (None, 7, 7, 32), (
    f"7×7 with 32 channels, not {model.output_shape}"
)
sizes = [layer.kernel_size for layer in model.layers]
assert sizes == [(3, 3), (3, 3)], f"both filters stay 3×3, not {sizes}"
