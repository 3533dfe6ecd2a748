import keras
from keras import layers

image = keras.Input((7, 7, 1))
fine = layers.Conv2D(8, 3, padding="same", activation="relu")(image)
coarse = layers.Conv2D(16, 3, padding="same", activation="relu")(fine)
both = layers.Concatenate()([fine, coarse])
mask = layers.Conv2D(1, 1, activation="sigmoid")(both)
model = keras.Model(image, mask)
