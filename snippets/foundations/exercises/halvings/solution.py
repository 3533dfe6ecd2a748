import tensorflow as tf


@tf.function
def halvings(x):
    count = 0
    while x >= 1:
        x = x / 2
        count += 1
    return count


for number in [0.5, 8.0, 1000.0]:
    print(number, halvings(tf.constant(number)).numpy())
