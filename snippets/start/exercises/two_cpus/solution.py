import tensorflow as tf

cpu = tf.config.list_physical_devices("CPU")[0]
halves = [tf.config.LogicalDeviceConfiguration()] * 2
tf.config.set_logical_device_configuration(cpu, halves)
with tf.device("CPU:1"):
    total = tf.reduce_sum(tf.ones(3))
print(tf.config.list_logical_devices())
print(total.device)
