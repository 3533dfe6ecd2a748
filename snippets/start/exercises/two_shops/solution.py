import tensorflow as tf

baskets = tf.constant([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]])
prices = tf.constant([[0.5, 2.0, 4.0], [0.4, 2.5, 3.0]])
bills = tf.matmul(baskets, tf.transpose(prices))
print(bills)
