assert isinstance(model.layers[-1], keras.layers.Layer)
assert len(model.trainable_weights) == 1, (
    f"The model has {len(model.trainable_weights)} weights to train, not 1:"
    " `add_weight` makes one that Keras knows of."
)
assert model(keras.ops.ones((1, 2))).shape == (1, 2)
model.layers[-1].factor.assign(3.0)
assert float(model(keras.ops.ones((1, 2)))[0, 1]) == 3, (
    "With a factor of 3, a one should become a 3."
)
