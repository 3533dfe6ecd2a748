import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2),
        layers.Conv2D(32, 3, padding="same"),
        layers.Cropping2D(3),
    ]
)
print(model.output_shape, model.count_params())
