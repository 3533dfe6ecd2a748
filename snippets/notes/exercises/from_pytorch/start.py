import keras

ported = keras.Sequential(
    [
        keras.Input([224, 224, 3]),
        keras.layers.Conv2D(8, 3, strides=2),
    ]
)
