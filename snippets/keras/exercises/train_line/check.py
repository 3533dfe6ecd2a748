import keras
import numpy as np

rng = np.random.default_rng(1)
x = rng.uniform(0, 2, 30)
y = 1.5 - 0.7 * x + rng.normal(0, 0.1, 30)


def fit(rate, steps):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.set_weights([np.zeros((1, 1)), np.zeros(1)])
    model.compile(keras.optimizers.SGD(rate), loss="mse")
    model.fit(x, y, batch_size=30, epochs=steps, verbose=0)
    return [part.item() for part in model.get_weights()]


def mean_squared_error(weight, bias):
    return np.mean((weight * x + bias - y) ** 2)


found = train_line(x, y, 0.1, 1)
assert found is not None and np.shape(found) == (2,), (
    f"Return a weight and a bias, not {found}."
)
wanted = fit(0.1, 1)
assert mean_squared_error(*found) < mean_squared_error(0, 0), (
    "After one step the loss is higher than before: subtract the gradient,"
    " and take the mean over the points, not the sum."
)
assert found[1] != 0, "The bias is still 0 after a step: train it, too."
message = "After {} steps you have {}, and `fit` has {}."
assert np.allclose(found, wanted, rtol=1e-4), (
    message.format(1, np.round(found, 4), np.round(wanted, 4))
    + " Both gradients come from the same error: the means of"
    " 2 × error × x and of 2 × error."
)
found, wanted = train_line(x, y, 0.1, 20), fit(0.1, 20)
assert np.allclose(found, wanted, rtol=1e-3), message.format(
    20, np.round(found, 4), np.round(wanted, 4)
)
