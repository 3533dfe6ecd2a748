from contextlib import suppress  # isort: split

# --8<-- [start:setup]
import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"  # before Keras is imported

import keras
import numpy as np
from sklearn.datasets import load_iris

keras.utils.set_random_seed(0)
print(f"Keras {keras.__version__} on {keras.backend.backend()}")
# --8<-- [end:setup]

# --8<-- [start:loads]
pieces = ["keras", "tensorflow", "jax", "tensorboard", "numpy"]
loads = {}
for name in ["keras", "jax"]:
    program = f"import {name}, sys; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    modules = subprocess.check_output(command, text=True).split()
    loads[name] = [p for p in pieces if p in modules and p != name]

wanted = {re.split("[^A-Za-z_-]", w)[0] for w in metadata.requires("jax")}
brings = [p for p in pieces if p in wanted]
facts = {"loads": loads, "brings": brings}
Path("jax.json").write_text(json.dumps(facts))
for name, others in loads.items():
    print(f"import {name:10} also loads", *others)
# --8<-- [end:loads]

# --8<-- [start:train]
flowers, kinds = load_iris(return_X_y=True)
flowers = (flowers - flowers.mean(axis=0)) / flowers.std(axis=0)

model = keras.models.load_model("start.keras")
model.compile(
    keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy"
)
history = model.fit(flowers, kinds, epochs=15, shuffle=False, verbose=0)
losses = history.history["loss"]
print("loss:", losses[0], "to", losses[-1])

model.save("jax.keras")
np.save("jax.npy", model(flowers))
np.save("jax_losses.npy", losses)
# --8<-- [end:train]

# --8<-- [start:from_tensorflow]
answers = np.load("tensorflow.npy")
theirs = keras.models.load_model("tensorflow.keras")
difference = np.abs(theirs(flowers) - answers).max()
print("TensorFlow's file on JAX:", difference)
# --8<-- [end:from_tensorflow]

# --8<-- [start:same_seed]
keras.utils.set_random_seed(0)  # as TensorFlow had it
fresh = keras.models.clone_model(model)
np.save("same_seed.npy", fresh.get_weights()[0])
# --8<-- [end:same_seed]

with suppress(ImportError):
    # --8<-- [start:export]
    model.export("served_by_jax")
    # --8<-- [end:export]
