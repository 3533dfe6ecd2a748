import tensorflow as tf


def brighter(image, amount):
    return image + amount
