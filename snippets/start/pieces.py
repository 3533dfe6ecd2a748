from contextlib import suppress  # isort: split

# --8<-- [start:setup]
import keras

print(f"Keras {keras.__version__} on {keras.backend.backend()}")
# --8<-- [end:setup]

# --8<-- [start:loads]
import subprocess
import sys

pieces = ["keras", "tensorflow", "jax", "tensorboard", "numpy"]


def start(name):
    program = f"import {name}, sys; print(*sys.modules)"
    return subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


started = {name: start(name) for name in ["keras", "tensorflow"]}
loads = {}
for name, process in started.items():
    modules = process.communicate()[0].split()
    loads[name] = [p for p in pieces if p in modules and p != name]
    print(f"import {name:10} also loads", *loads[name])
# --8<-- [end:loads]

# --8<-- [start:brings]
import re
from importlib import metadata

brings = {}
for name in loads:
    wanted = {
        re.split("[^A-Za-z_-]", w)[0] for w in metadata.requires(name)
    }
    brings[name] = [p for p in pieces if p in wanted]
    print(f"pip install {name:10} also installs", *brings[name])
# --8<-- [end:brings]

with suppress(FileNotFoundError):  # pieces_jax.py writes the files
    # --8<-- [start:map]
    import json
    from pathlib import Path

    there = json.loads(Path("jax.json").read_text())
    brings["jax"] = there["brings"]
    arrows = set()
    for known in [loads, there["loads"]]:
        for name, others in known.items():
            arrows |= {(name, other) for other in others}
    places = {"keras": (1, 2), "tensorflow": (0, 1), "jax": (2, 1)}
    places["numpy"] = (1, 0)
    # --8<-- [end:map]

    # --8<-- [start:draw]
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(5, 3.4))
    for name, other in sorted(arrows):
        axes.annotate(
            "",
            places[other],
            places[name],
            arrowprops={
                "color": "C0" if other in brings[name] else "C1",
                "arrowstyle": "-|>",
                "connectionstyle": "arc3,rad=0.15",
                "linewidth": 2,
                "shrinkA": 24,
                "shrinkB": 24,
            },
        )
    for name, place in places.items():
        axes.text(*place, name, ha="center", va="center", weight="bold")
    axes.plot([], color="C0", label="pip brings it")
    axes.plot([], color="C1", label="you install it")
    axes.set(xlim=(-0.4, 2.4), ylim=(-0.2, 2.2))
    axes.axis("off")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    plt.show()
    # --8<-- [end:draw]

# --8<-- [start:map_check]
assert loads["keras"] == ["tensorflow", "numpy"]
assert loads["tensorflow"] == ["keras", "numpy"]
assert brings["keras"] == ["numpy"]
assert brings["tensorflow"] == ["keras", "numpy"]
# --8<-- [end:map_check]

# --8<-- [start:data]
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_iris

keras.utils.set_random_seed(0)
flowers, kinds = load_iris(return_X_y=True)
flowers = (flowers - flowers.mean(axis=0)) / flowers.std(axis=0)
# --8<-- [end:data]

# --8<-- [start:build]
model = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.save("start.keras")
first_weights = model.get_weights()[0]
# --8<-- [end:build]

# --8<-- [start:train]
model.compile(
    keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy"
)
history = model.fit(
    flowers,
    kinds,
    epochs=15,
    shuffle=False,  # the same batches on both
    callbacks=[keras.callbacks.TensorBoard("logs")],
    verbose=0,
)
losses = history.history["loss"]
print("loss:", losses[0], "to", losses[-1])

model.save("tensorflow.keras")
answers = model(flowers).numpy()
np.save("tensorflow.npy", answers)
# --8<-- [end:train]

with suppress(FileNotFoundError):
    # --8<-- [start:compare]
    jax_losses = np.load("jax_losses.npy")
    figure, axes = plt.subplots(figsize=(5, 2.6))
    axes.plot(losses, label="TensorFlow", linewidth=6, alpha=0.4)
    axes.plot(jax_losses, label="JAX", linestyle="--")
    axes.set(xlabel="epoch", ylabel="loss")
    axes.legend()
    plt.show()
    # --8<-- [end:compare]

    # --8<-- [start:compare_check]
    gap = np.abs(np.subtract(losses, jax_losses)).max()
    assert np.allclose(losses, jax_losses, rtol=1e-4)
    assert losses[-1] < losses[0] / 2
    # --8<-- [end:compare_check]

    # --8<-- [start:from_jax]
    jax_answers = np.load("jax.npy")
    from_jax = keras.models.load_model("jax.keras")
    ours = from_jax(flowers).numpy()
    print("JAX's file on TensorFlow:", np.abs(ours - jax_answers).max())
    # --8<-- [end:from_jax]

    # --8<-- [start:from_jax_check]
    assert np.allclose(ours, jax_answers, atol=1e-5)
    same_seed = np.load("same_seed.npy")
    assert not np.allclose(same_seed, first_weights, atol=0.01)
    assert (np.sign(same_seed) != np.sign(first_weights)).any()
    # --8<-- [end:from_jax_check]

# --8<-- [start:files]
model.export("served", verbose=False)
model.export("iris.tflite", format="litert", verbose=False)

sizes = {}
for path in ["tensorflow.keras", "served", "iris.tflite", "logs"]:
    files = [p for p in [Path(path), *Path(path).rglob("*")] if p.is_file()]
    sizes[path] = sum(p.stat().st_size for p in files) / 1000
    print(f"{path:17} {sizes[path]:5.1f} kB")
# --8<-- [end:files]

# --8<-- [start:lite]
lite = tf.lite.Interpreter("iris.tflite")
run = lite.get_signature_runner()
(name,) = run.get_input_details()
(on_a_phone,) = run(**{name: flowers.astype("float32")}).values()
print("differs from Keras by", np.abs(on_a_phone - answers).max())
# --8<-- [end:lite]

# --8<-- [start:files_check]
assert np.allclose(on_a_phone, answers, atol=1e-5)
assert sizes["iris.tflite"] == min(sizes.values())
# --8<-- [end:files_check]

# --8<-- [start:settings]
import os

Path("settings").mkdir()
Path("settings/keras.json").write_text('{"backend": "jax"}')


def asks_for(**variables):
    started = subprocess.run(
        [sys.executable, "-c", "import keras"],
        env=os.environ | {"KERAS_HOME": "settings"} | variables,
        capture_output=True,
        text=True,
    )
    return started.stderr.splitlines()[-1]


print(asks_for())
# --8<-- [end:settings]

# --8<-- [start:settings_check]
Path("home").mkdir()
subprocess.run(
    [sys.executable, "-c", "import keras"],
    env=os.environ | {"KERAS_HOME": "home"},
    capture_output=True,
    check=True,
)
written = json.loads(Path("home/keras.json").read_text())["backend"]
assert written == "tensorflow"
# --8<-- [end:settings_check]

# --8<-- [start:set_backend]
told = keras.config.set_backend.__doc__
print(told[told.index("Using this function") :])
# --8<-- [end:set_backend]

# --8<-- [start:set_backend_check]
assert "Reload the backend" in told and "dangerous" in told
# --8<-- [end:set_backend_check]

# --8<-- [start:timeline]
from datetime import date

import matplotlib.pyplot as plt

spans = {  # row, from, to
    "1": ("TensorFlow", "2015-11", "2019-09"),
    "2": ("TensorFlow", "2019-09", ""),
    "many": ("Keras", "2015-03", "2020-06"),
    "one": ("Keras", "2020-06", "2023-11"),
    "many again": ("Keras", "2023-11", ""),
    "Theano": ("… on Theano", "2015-03", "2020-06"),
    "CNTK": ("… on CNTK", "2017-06", "2020-06"),
    "TF Lite": ("on phones", "2017-11", "2024-09"),
    "LiteRT": ("on phones", "2024-09", ""),
}


def years(month):
    day = date.fromisoformat(f"{month}-01") if month else date.today()
    return day.year + (day.month - 1) / 12


figure, axes = plt.subplots(figsize=(5, 2.8))
for number, (label, (row, begin, end)) in enumerate(spans.items()):
    left, right = years(begin), years(end)
    color = f"C{number % 3}"
    axes.barh(row, right - left, left=left, color=color, alpha=0.5)
    if label != row:
        middle = (left + right) / 2
        axes.text(middle, row, label, ha="center", va="center")
axes.invert_yaxis()
axes.set_xlim(left=2015)
plt.show()
# --8<-- [end:timeline]

with suppress(ModuleNotFoundError):
    # --8<-- [start:no_tf_keras]
    import tf_keras

    tf_keras.Sequential()
    # --8<-- [end:no_tf_keras]

with suppress(ValueError):
    # --8<-- [start:mixed]
    keras.Sequential([keras.Input((4,)), tf.Module()])
    # --8<-- [end:mixed]

with suppress(ImportError):
    # --8<-- [start:legacy]
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    tf.keras.Sequential()
    # --8<-- [end:legacy]


# --8<-- [start:legacy_check]
def says(program, legacy):
    return subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"TF_USE_LEGACY_KERAS": legacy},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()[-1]


asks = "import sys, tensorflow; print('keras' in sys.modules)"
loads_keras = {legacy: says(asks, legacy) for legacy in "01"}
program = """
import os
import keras
import tensorflow as tf
tf.keras.Sequential()
os.environ["TF_USE_LEGACY_KERAS"] = "1"
print(tf.keras.layers.Dense.__module__.split(".")[0])
"""
late = says(program, "0")
program = """
import keras
import tensorflow as tf
print(tf.keras.layers.Dense is keras.layers.Dense)
"""
same = says(program, "0")
assert loads_keras == {"0": "True", "1": "False"}
assert late == "keras" and same == "True"
# --8<-- [end:legacy_check]
