import keras
from keras import layers

base = keras.Sequential(
    [
        keras.Input((16, 16, 1)),
        layers.Conv2D(8, 3),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Conv2D(8, 3),
        layers.BatchNormalization(),
    ]
)
base.trainable = False
unfreeze(base)
names = [type(layer).__name__ for layer in base.layers if layer.trainable]
assert "BatchNormalization" not in names, (
    "Batch normalization is trained: setting `trainable` on a model sets it"
    " on all of its layers."
)
assert len(base.trainable_weights) == 4, (
    "Two convolutions have 4 arrays of weights; yours trains"
    f" {len(base.trainable_weights)}. The base itself must be trainable."
)
