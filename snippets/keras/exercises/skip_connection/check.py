import numpy as np

inputs = keras.Input((8,))
model = keras.Model(inputs, block(inputs))
assert model.output_shape == (None, 8), (
    f"the output has to have the input's shape, not {model.output_shape}"
)
x = np.random.default_rng(0).normal(size=(4, 8))
model.set_weights([np.zeros_like(w) for w in model.get_weights()])
assert np.allclose(model(x), x), (
    "with all weights at zero, the block has to give back what it gets"
)
two = keras.Model(inputs, block(block(inputs)))
assert len(two.weights) == 2 * len(model.weights) == 8, (
    "each block has two layers of its own, made anew in each call"
)
