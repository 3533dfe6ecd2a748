from keras import layers

flip = layers.RandomFlip("horizontal")


def augment(images, masks):
    return flip(images, training=True), flip(masks, training=True)
