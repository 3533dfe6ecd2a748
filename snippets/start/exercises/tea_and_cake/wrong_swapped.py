import tensorflow as tf

orders = tf.constant([[2.0, 1.0], [0.0, 3.0], [4.0, 2.0]])
prices = tf.constant([[4.0], [2.5]])
costs = tf.matmul(orders, prices)
where = costs.device
