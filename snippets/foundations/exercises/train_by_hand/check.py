import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(1, 1, (50, 3)).astype("float32")
y = (x @ [2.0, -1.0, 0.5] + 4 + rng.normal(0, 0.1, 50)).astype("float32")


def by_numpy(rate, steps):
    weights, bias = np.zeros(3), 0.0
    for _ in range(steps):
        error = x @ weights + bias - y
        weights = weights - rate * np.mean(2 * error[:, None] * x, axis=0)
        bias = bias - rate * np.mean(2 * error)
    return [*weights, bias]


def given(rate, steps):
    try:
        found = train(tf.constant(x), tf.constant(y), rate, steps)
    except TypeError as error:
        assert "None" not in str(error), (
            f"{error}: a gradient was None. Is a variable overwritten by a"
            " tensor? `assign_sub` changes the variable itself."
        )
        raise
    assert found is not None and len(found) == 2, (
        "Return the weights and the bias."
    )
    weights, bias = (np.ravel(part) for part in found)
    assert (weights.size, bias.size) == (3, 1), (
        f"These are {weights.size} weights and {bias.size} numbers as a"
        " bias; for three columns it has to be three and one."
    )
    return [*weights, *bias]


for steps in (1, 2, 30):
    found, wanted = given(0.05, steps), by_numpy(0.05, steps)
    assert np.allclose(found, wanted, rtol=1e-3, atol=1e-3), (
        f"After {steps} steps the weights and the bias are"
        f" {np.round(found, 3)}, not {np.round(wanted, 3)}. Are they 0 in"
        " the beginning, and is the loss the mean of the squares? Look at"
        " the shape of the difference, and at the sign of the step."
    )
