cpus = tf.config.list_logical_devices("CPU")
assert len(cpus) == 2, (
    f"There is {len(cpus)} logical CPU: one configuration makes one device."
)
assert total.device.endswith("CPU:1"), (
    f"The sum was computed on {total.device}. `tf.device` says where."
)
assert total == 3, "The sum of three ones is 3."
