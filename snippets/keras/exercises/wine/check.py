import numpy as np
from sklearn.datasets import load_wine

wines, kinds = load_wine(return_X_y=True)
wines = (wines - wines.mean(axis=0)) / wines.std(axis=0)

assert model.built, "It has no weights yet: begin with `keras.Input`."
assert model.input_shape == (None, 13), (
    f"It takes {model.input_shape} and should take (None, 13):"
    " one wine has 13 measurements, and Keras adds the batch."
)
assert model.output_shape == (None, 3), (
    f"It gives {model.output_shape} and should give (None, 3)."
)
sums = np.sum(model(wines), axis=1)
assert np.allclose(sums, 1, atol=1e-4), (
    f"Probabilities add up to 1. The first of yours make {sums[0]:.2f}."
)
assert model.compiled, "It has no loss yet: call `compile`."
model.fit(wines, kinds, batch_size=8, epochs=15, verbose=0)
right = np.argmax(model(wines), axis=1) == kinds
assert right.mean() > 0.9, (
    f"Trained, it knows {right.mean():.0%} of the wines; 90 % are easy."
)
