import numpy as np

random = np.random.default_rng(0)
x = random.normal(size=(36, 3)).astype("float32")
y = x.sum(axis=1, keepdims=True)
importance = np.linspace(0, 2, 36, dtype="float32")


def history(kind, metrics=None, sample_weight=None):
    keras.utils.set_random_seed(0)
    inputs = keras.Input((3,))
    model = kind(inputs, keras.layers.Dense(1)(inputs))
    model.compile("sgd", "mse", metrics=metrics)
    return model.fit(
        x,
        y,
        sample_weight=sample_weight,
        batch_size=32,
        epochs=3,
        shuffle=False,
        verbose=0,
    ).history


def compare(name, case, **options):
    wanted = history(keras.Model, **options)[name]
    try:
        yours = history(Model, **options)
    except ValueError as error:
        raise AssertionError(f"{case}, it fails: {error}") from error
    assert name in yours, f"{case}, the history has no {name!r}."
    assert np.allclose(yours[name], wanted, rtol=1e-4), (
        f"{case}, plain `fit` says {name} = {np.round(wanted, 3)},"
        f" yours {np.round(yours[name], 3)}."
    )


yours, wanted = history(Model)["loss"], history(keras.Model)["loss"]
assert any(yours), "The history is still zeros: who updates the mean?"
assert np.allclose(yours, wanted, rtol=1e-4), (
    f"Plain `fit` says {np.round(wanted, 3)}, yours {np.round(yours, 3)}."
    " The last batch has 4 rows, the first 32: do both count the same?"
)
compare("mae", "With `metrics=['mae']`", metrics=["mae"])
compare("loss", "With sample weights", sample_weight=importance)
