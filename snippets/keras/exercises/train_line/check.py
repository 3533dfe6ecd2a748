import keras
import numpy as np

rng = np.random.default_rng(1)
x = rng.uniform(0, 2, 30)
y = 1.5 - 0.7 * x + rng.normal(0, 0.1, 30)


def mean_squared_error(weight, bias):
    return np.mean((weight * x + bias - y) ** 2)


found = train_line(x, y, 0.1, 1)
assert found is not None and np.shape(found) == (2,), (
    f"Return a weight and a bias, not {found}."
)
assert mean_squared_error(*found) < mean_squared_error(0, 0), (
    "After one step the loss is no lower than before: subtract the"
    " gradient, and take the mean over the points, not the sum."
)
assert found[1] != 0, "The bias is still 0 after a step: train it, too."
wanted = np.mean(0.1 * 2 * y * x), np.mean(0.1 * 2 * y)
assert np.allclose(found, wanted), (
    f"One step with the rate 0.1 leads to {np.round(wanted, 4)}, and yours"
    f" to {np.round(found, 4)}. Both gradients come from the same error:"
    " the means of 2 × error × x and of 2 × error."
)

model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.set_weights([np.zeros((1, 1)), np.zeros(1)])
model.compile(keras.optimizers.SGD(0.1), loss="mse")
model.fit(x, y, batch_size=30, epochs=20, verbose=0)
wanted = [part.item() for part in model.get_weights()]
found = train_line(x, y, 0.1, 20)
assert np.allclose(found, wanted, rtol=1e-3), (
    f"After 20 steps `fit` has {np.round(wanted, 4)}, and you have"
    f" {np.round(found, 4)}."
)
