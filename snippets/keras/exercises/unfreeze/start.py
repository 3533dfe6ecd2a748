from keras import layers


def unfreeze(base):
    base.trainable = True
