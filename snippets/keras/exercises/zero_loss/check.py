import numpy as np

random = np.random.default_rng(0)
x = random.normal(size=(36, 3)).astype("float32")
y = x.sum(axis=1, keepdims=True)


def history(kind):
    keras.utils.set_random_seed(0)
    inputs = keras.Input((3,))
    model = kind(inputs, keras.layers.Dense(1)(inputs))
    model.compile("sgd", "mse")
    fitted = model.fit(
        x, y, batch_size=32, epochs=3, shuffle=False, verbose=0
    )
    return fitted.history["loss"]


yours, wanted = history(Model), history(keras.Model)
assert any(yours), "The history is still zeros: nobody updates the tracker."
assert np.allclose(yours, wanted, rtol=1e-4), (
    f"Plain `fit` says {np.round(wanted, 3)}, yours {np.round(yours, 3)}."
    " The last batch has 4 rows, the first 32: do both count alike?"
)
