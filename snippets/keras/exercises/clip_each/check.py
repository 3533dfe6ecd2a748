import numpy as np

random = np.random.default_rng(0)
x = random.normal(size=(64, 5)).astype("float32")
y = 3 * x.sum(axis=1, keepdims=True) + 1


def trained(kind, **options):
    keras.utils.set_random_seed(0)
    inputs = keras.Input((5,))
    hidden = keras.layers.Dense(8, activation="relu")(inputs)
    model = kind(inputs, keras.layers.Dense(1)(hidden))
    model.compile(keras.optimizers.SGD(0.1, **options), "mse")
    model.fit(x, y, batch_size=16, epochs=2, shuffle=False, verbose=0)
    return model.get_weights()


def same(weights, others):
    return all(
        np.allclose(one, other, atol=1e-4)
        for one, other in zip(weights, others, strict=True)
    )


yours = trained(ClippedEach)
assert not same(yours, trained(keras.Model)), "Nothing was clipped."
assert not same(yours, trained(keras.Model, global_clipnorm=0.5)), (
    "You clipped the norm of all gradients together. Clip each by itself."
)
assert not same(yours, trained(keras.Model, clipvalue=0.5)), (
    "You clipped single numbers. Clip the norm of each gradient."
)
assert same(yours, trained(keras.Model, clipnorm=0.5)), (
    "After the same batches, `SGD(clipnorm=0.5)` has other weights."
)
