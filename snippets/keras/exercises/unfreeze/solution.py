import keras
from keras import layers


def unfreeze(base):
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False


base = keras.Sequential(
    [
        keras.Input((16, 16, 1)),
        layers.Conv2D(8, 3),
        layers.BatchNormalization(),
    ]
)
unfreeze(base)
print([weight.path.split("/")[1:] for weight in base.trainable_weights])
