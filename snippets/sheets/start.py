from contextlib import suppress

# isort: split
# --8<-- [start:versions]
import sys
from importlib import metadata

import keras
import tensorflow as tf

for name in ["tensorflow", "keras", "tensorboard", "numpy"]:
    print(f"{name:12}", metadata.version(name))
print("Python      ", sys.version.split()[0])
print("Keras runs on", keras.backend.backend())
# --8<-- [end:versions]

# --8<-- [start:devices]
cpus = tf.config.list_physical_devices("CPU")
gpus = tf.config.list_physical_devices("GPU")
print(len(cpus), "CPU,", len(gpus), "GPU")
for gpu in gpus:  # take memory as needed, not all at once
    tf.config.experimental.set_memory_growth(gpu, True)
# --8<-- [end:devices]

# --8<-- [start:logical]
half = tf.config.LogicalDeviceConfiguration()
tf.config.set_logical_device_configuration(
    cpus[0], [half, half]
)
print([d.name for d in tf.config.list_logical_devices("CPU")])
# --8<-- [end:logical]

# --8<-- [start:compute]
with tf.device("CPU:1"):
    product = tf.matmul(tf.ones((2, 3)), tf.ones((3, 1)))
print(product.numpy().tolist(), product.device[-5:])
# --8<-- [end:compute]

# --8<-- [start:requires]
wanted = metadata.requires("tensorflow")
needed = [line for line in wanted if "extra ==" not in line]
print(len(needed), "packages required directly")
print(
    "TensorBoard:",
    any("tensorboard" in line for line in needed),
)
# --8<-- [end:requires]

with suppress(RuntimeError):
    # --8<-- [start:late]
    tf.config.set_logical_device_configuration(cpus[0], [half])
    # --8<-- [end:late]

# --8<-- [start:check]
assert len(tf.config.list_logical_devices("CPU")) == 2
assert product.numpy().tolist() == [[3.0], [3.0]]
assert product.device.endswith("CPU:1")
assert not any("tensorboard" in line for line in needed)
# --8<-- [end:check]
