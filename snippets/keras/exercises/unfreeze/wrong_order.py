from keras import layers


def unfreeze(base):
    for layer in base.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    base.trainable = True
