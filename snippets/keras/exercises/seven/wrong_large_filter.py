import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 4, strides=4),
        layers.Conv2D(32, 1),
    ]
)
print(model.output_shape, model.count_params())
