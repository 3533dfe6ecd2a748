import keras
from keras import layers

image = keras.Input((7, 7, 1))
fine = layers.Conv2D(8, 3, padding="same", activation="relu")(image)
small = layers.MaxPooling2D(padding="same")(fine)
coarse = layers.Conv2D(16, 3, padding="same", activation="relu")(small)
large = layers.UpSampling2D()(coarse)
both = layers.Cropping2D(((0, 1), (0, 1)))(large)
mask = layers.Conv2D(1, 1, activation="sigmoid")(both)
model = keras.Model(image, mask)
