import tensorflow as tf

orders = tf.constant([[3.0, 0.0, 1.0], [1.0, 5.0, 3.0]])
prices = tf.constant([[2.5, 3.5]])
costs = tf.matmul(prices, orders)
where = costs.device
