from contextlib import suppress  # isort: split

# --8<-- [start:first]
import sys

import keras
import tensorflow as tf

print("Python    ", sys.version.split()[0])
print("TensorFlow", tf.__version__)
print("Keras     ", keras.__version__)
# --8<-- [end:first]

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

# --8<-- [start:pythons]
from importlib import metadata

about = metadata.metadata("tensorflow")
pythons = [
    line.split(" :: ")[-1]
    for line in about.get_all("Classifier")
    if "Python :: 3." in line
]
print("made for Python", *pythons)
# --8<-- [end:pythons]

# --8<-- [start:pythons_check]
assert tf.__version__.startswith("2.21.")
assert pythons == ["3.10", "3.11", "3.12", "3.13"]
assert "{}.{}".format(*sys.version_info) in pythons
# No upper limit: so pip does not say that Python is too new.
assert about["Requires-Python"] == ">=3.10"
# --8<-- [end:pythons_check]

# --8<-- [start:gpus]
gpus = tf.config.list_physical_devices("GPU")
print(gpus)
# --8<-- [end:gpus]

# --8<-- [start:used]
total = tf.reduce_sum(tf.ones(3))
print(total.device)
# --8<-- [end:used]

# --8<-- [start:fallback]
with tf.device("GPU:0"):  # not there
    asked = tf.reduce_sum(tf.ones(3))
print(asked.device)
# --8<-- [end:fallback]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:strict]
    tf.config.set_soft_device_placement(False)
    with tf.device("GPU:0"):
        tf.reduce_sum(tf.ones(3))
    # --8<-- [end:strict]

# --8<-- [start:fallback_check]
unasked = tf.reduce_sum(tf.ones(3))
soft = tf.config.get_soft_device_placement()
assert unasked.device.endswith("CPU:0") and not soft
assert gpus == []
assert total.device.endswith("CPU:0")
assert asked.device.endswith("CPU:0") and asked == 3
# --8<-- [end:fallback_check]

# --8<-- [start:chatter]
import os
import subprocess
import textwrap

program = "import tensorflow as tf; print(tf.reduce_sum(tf.ones(3)))"
started = {
    level: subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": level},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for level in ["0", "3"]  # all lines, and few
}
said = {level: each.communicate() for level, each in started.items()}


def messages(level):
    """The log messages without time and thread, shortened."""
    lines = (line.partition("] ") for line in said[level][1].splitlines())
    return [
        f"{stamp[0]} {textwrap.shorten(text, 70, placeholder=' …')}"
        for stamp, found, text in dict.fromkeys(lines)
        if found
    ]


print("\n".join(dict.fromkeys(messages("0"))))
print(said["0"][0])
# --8<-- [end:chatter]

# --8<-- [start:quiet]
for message in dict.fromkeys(messages("0")):
    print("stays " if message in messages("3") else "HIDDEN", message[:60])
# --8<-- [end:quiet]

# --8<-- [start:chatter_check]
tf.config.set_soft_device_placement(True)  # as it was
assert all(each.returncode == 0 for each in started.values())
assert said["0"][0].startswith("tf.Tensor(3.0")
log, quiet_log = said["0"][1], said["3"][1]
assert "Traceback" not in log
assert "Could not find cuda drivers" in log
assert "failed call to cuInit" in log and "ERROR (303)" in log
assert "failed call to cuInit" not in quiet_log
assert "oneDNN custom operations are on" in quiet_log
# --8<-- [end:chatter_check]

# --8<-- [start:brought]
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
assert {"tensorflow", "keras", "numpy"} <= brought
# --8<-- [end:brought]

# --8<-- [start:missing]
for package in ["keras", "numpy", "tensorboard", "matplotlib", "pandas"]:
    print(f"{package:12}", "yes" if package in brought else "no")

extras = about.get_all("Provides-Extra")
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

# --8<-- [start:fresh]
before = [
    "tf.config.list_physical_devices()",
    "tf.config.list_logical_devices()",
    "tf.data.Dataset.range(3)",
    "tf.Variable(1.0)",
]
program = """
import tensorflow as tf
{}
cpu = tf.config.list_physical_devices("CPU")[0]
half = tf.config.LogicalDeviceConfiguration()
tf.config.set_logical_device_configuration(cpu, [half, half])
"""
started = [
    subprocess.Popen(
        [sys.executable, "-c", program.format(line)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in before
]
errors = [each.communicate()[1].splitlines()[-1:] for each in started]
fresh = {
    line: error[0].partition(":")[0] if each.returncode else ""
    for line, error, each in zip(before, errors, started, strict=True)
}
assert list(fresh.values()) == ["", *["RuntimeError"] * 3]
# --8<-- [end:fresh]
