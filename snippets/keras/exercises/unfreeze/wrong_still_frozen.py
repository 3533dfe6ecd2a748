from keras import layers


def unfreeze(base):
    for layer in base.layers:
        if not isinstance(layer, layers.BatchNormalization):
            layer.trainable = True
