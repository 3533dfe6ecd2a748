from keras import layers

flip = layers.RandomFlip("horizontal")


def augment(images, masks):
    pair = {"images": images, "segmentation_masks": masks}
    flipped = flip(pair, training=False)
    return flipped["images"], flipped["segmentation_masks"]
