import tensorflow as tf

orders = tf.constant([[3.0, 1.0], [0.0, 5.0], [1.0, 3.0]])
prices = tf.constant([[2.5], [3.5]])
costs = tf.matmul(orders, prices)
where = costs.device
print(costs, where)
