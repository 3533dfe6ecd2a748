assert model.input_shape == (None, 7, 7, 1), (
    f"7×7 goes in; yours takes {model.input_shape}."
)
assert model.output_shape == (None, 7, 7, 1), (
    f"7×7 comes out; yours gives {model.output_shape}."
)
kinds = [type(layer).__name__ for layer in model.layers]
assert "Concatenate" in kinds, "The skip is gone: join `fine` to it."
shapes = [tuple(layer.output.shape[1:3]) for layer in model.layers]
assert (4, 4) in shapes, "Nothing is halved to 4×4: keep the pooling."
