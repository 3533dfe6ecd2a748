import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same"),
        layers.Conv2D(32, 3, strides=2, padding="same"),
    ]
)
print(model.output_shape, model.count_params())
