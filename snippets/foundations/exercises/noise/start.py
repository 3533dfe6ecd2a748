import tensorflow as tf


def add_noise(images, epoch):
    return images + tf.random.normal(images.shape)


images = tf.zeros([2, 3])
for epoch in (0, 1, 0):
    print(epoch, add_noise(images, epoch).numpy().round(2).tolist())
