import tensorflow as tf


def add_noise(images, epoch):
    seed = tf.random.fold_in([0, 0], epoch)
    return images + tf.random.stateless_normal(images.shape, seed)


images = tf.zeros([2, 3])
for epoch in (0, 1, 0):
    print(epoch, add_noise(images, epoch).numpy().round(2).tolist())
