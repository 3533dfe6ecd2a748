import keras
import numpy as np

assert "PerFeature" in globals(), "Define a class `PerFeature`."
assert issubclass(PerFeature, keras.layers.Layer), (
    "`PerFeature` has to inherit from `keras.layers.Layer`."
)
numbers = np.random.default_rng(0).normal(size=(64, 3)).astype("float32")
model = keras.Sequential([keras.Input((3,)), PerFeature()])
layer = model.layers[0]
assert layer.count_params() == 3, (
    f"3 features need 3 weights. Yours has {layer.count_params()}."
)
assert len(layer.trainable_weights) > 0, "The weights are not trained."
assert np.allclose(model(numbers), numbers), (
    "With weights of one, the inputs should come out unchanged."
)
factors = np.array([2, -1, 0.5], dtype="float32")
model.compile(keras.optimizers.SGD(0.3), "mse")
model.fit(numbers, numbers * factors, epochs=60, verbose=0)
assert np.allclose(model(numbers), numbers * factors, atol=0.05), (
    f"It cannot learn to multiply by {factors}: what does `call` do?"
)
model.save("per_feature.keras")
try:
    keras.models.load_model("per_feature.keras")
except TypeError as error:
    raise AssertionError("It cannot be loaded: register it.") from error
