import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
flip = layers.RandomFlip("horizontal")


def augment(images, masks):
    pair = {"images": images, "segmentation_masks": masks}
    flipped = flip(pair, training=True)
    return flipped["images"], flipped["segmentation_masks"]


arrows = np.arange(4.0).reshape(1, 1, 4, 1).repeat(3, axis=0)
images, masks = augment(arrows, arrows > 1)
for image, mask in zip(images, masks, strict=True):
    print(np.ravel(image), np.ravel(mask))
