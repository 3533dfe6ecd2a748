from contextlib import suppress  # isort: split

# --8<-- [start:first]
import sys

import keras
import tensorflow as tf

print("Python    ", sys.version.split()[0])
print("TensorFlow", tf.__version__)
print("Keras     ", keras.__version__)
# --8<-- [end:first]

# --8<-- [start:devices]
print(tf.config.list_physical_devices())
# --8<-- [end:devices]

# --8<-- [start:matmul]
baskets = tf.constant([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]])
prices = tf.constant([[0.5], [2.0], [4.0]])
bill = tf.matmul(baskets, prices)
print(bill)
print(bill.device)
# --8<-- [end:matmul]

# --8<-- [start:matmul_check]
assert bill.numpy().tolist() == [[2 * 0.5 + 1 * 2], [3 * 2 + 1 * 4]]
assert bill.shape == (2, 1) and bill.dtype == tf.float32
# --8<-- [end:matmul_check]

# --8<-- [start:chatter]
import os
import subprocess
import textwrap

program = "import tensorflow as tf; print(tf.reduce_sum(tf.ones(3)))"
fresh = subprocess.run(
    [sys.executable, "-c", program],
    env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "0"},  # its default
    capture_output=True,
    text=True,
)
for line in dict.fromkeys(fresh.stderr.splitlines()):
    stamp, found, message = line.partition("] ")
    if found:  # without the stamp of time and thread, and shortened
        print(stamp[0], textwrap.shorten(message, 72, placeholder=" …"))
print(fresh.stdout)
# --8<-- [end:chatter]

# --8<-- [start:chatter_check]
assert fresh.returncode == 0 and "Traceback" not in fresh.stderr
assert fresh.stdout.startswith("tf.Tensor(3.0")
# --8<-- [end:chatter_check]

# --8<-- [start:brought]
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def requirements(package):
    found = set()
    for line in metadata.requires(package) or []:
        wanted = Requirement(line)
        # Some lines hold for one system only, or for an extra.
        if not wanted.marker or wanted.marker.evaluate({"extra": ""}):
            found.add(canonicalize_name(wanted.name))
    return found


brought, waiting = set(), ["tensorflow"]
while waiting:
    package = waiting.pop()
    if package not in brought:
        brought.add(package)
        waiting += requirements(package)
print(textwrap.fill(", ".join(sorted(brought)), 72))
# --8<-- [end:brought]

# --8<-- [start:missing]
for package in ["keras", "numpy", "tensorboard", "matplotlib", "pandas"]:
    print(f"{package:12}", "yes" if package in brought else "no")

extras = metadata.metadata("tensorflow").get_all("Provides-Extra")
cuda = [r for r in metadata.requires("tensorflow") if "and-cuda" in r]
print("extras:", *extras)
# --8<-- [end:missing]

# --8<-- [start:brought_check]
assert {"keras", "numpy", "h5py"} <= brought
usual = {"tensorboard", "matplotlib", "pandas", "scikit-learn", "pillow"}
assert not usual & brought
assert len(requirements("tensorflow")) < len(brought) - 1
assert "and-cuda" in extras and "tensorboard" not in extras
assert cuda and all(r.startswith("nvidia-") for r in cuda)
# --8<-- [end:brought_check]

# --8<-- [start:sizes]
import matplotlib.pyplot as plt


def megabytes(package):
    files = (file.locate() for file in metadata.files(package))
    return [f.stat().st_size / 1e6 for f in files if f.is_file()]


sizes = {package: sum(megabytes(package)) for package in brought}
largest_file = max(megabytes("tensorflow"))
own = sizes.pop("tensorflow")
others = sum(sizes.values())

figure, (top, below) = plt.subplots(
    2, figsize=(5, 3.6), height_ratios=(2, 5)
)
top.barh(["the others", "tensorflow"], [others, own], alpha=0.5)
top.barh("tensorflow", largest_file, alpha=0.5)
top.text(largest_file / 2, 1, "one file", ha="center", va="center")
names = sorted(sizes, key=sizes.get)[-6:]
below.barh(names, [sizes[name] for name in names])
below.set(xlabel="MB on disk", title="The largest of the others")
plt.show()
# --8<-- [end:sizes]

# --8<-- [start:sizes_check]
assert own > 5 * others
assert largest_file > own / 2
# --8<-- [end:sizes_check]

# --8<-- [start:hide]
import numpy as np

model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile(loss="mse")
x = np.arange(64.0)[:, None]
sys.modules["tensorboard"] = None  # hides it: importing it now fails
# --8<-- [end:hide]

with suppress(Exception):  # TensorFlow does not export the error's class
    # --8<-- [start:callback]
    watch = keras.callbacks.TensorBoard("logs")
    model.fit(x, 2 * x, batch_size=8, callbacks=[watch], verbose=0)
    # --8<-- [end:callback]

# --8<-- [start:callback_check]
del sys.modules["tensorboard"]  # it can be found again
steps = int(model.optimizer.iterations)
assert watch and steps == 1 < 64 // 8
# --8<-- [end:callback_check]

# --8<-- [start:halves]
cpu = tf.config.list_physical_devices("CPU")[0]
halves = [tf.config.LogicalDeviceConfiguration()] * 2
# --8<-- [end:halves]

with suppress(RuntimeError):
    # --8<-- [start:too_late]
    tf.config.set_logical_device_configuration(cpu, halves)
    # --8<-- [end:too_late]
