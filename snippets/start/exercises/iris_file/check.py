from pathlib import Path
from zipfile import ZipFile

import keras
import numpy as np
from sklearn.datasets import load_iris

assert Path("iris.keras").is_file(), "There is no file `iris.keras`."
layers = ZipFile("iris.keras").read("config.json").decode()
assert '"class_name": "Lambda"' not in layers, (
    "The file holds a `Lambda`, which is Python code of yours: Keras will"
    " not load it. Use one of Keras's own layers, such as `Normalization`."
)
model = keras.models.load_model("iris.keras")
flowers, kinds = load_iris(return_X_y=True)
answers = keras.ops.convert_to_numpy(model(flowers))
assert answers.shape == (150, 3), (
    f"150 flowers give answers of the shape {answers.shape}, not (150, 3):"
    " a row of three probabilities belongs to each flower."
)
sums = answers.sum(axis=1)
assert np.allclose(sums, 1, atol=1e-4) and answers.min() >= 0, (
    "Probabilities are positive and add up to 1. Those of the first flower"
    f" add up to {sums[0]:.2f}: what turns such numbers into probabilities?"
)
right = np.mean(answers.argmax(axis=1) == kinds)
assert right > 0.9, (
    f"The model in the file is right for {right:.0%} of the flowers. Was it"
    " saved after training? And was it trained on the measurements as they"
    " come, in centimetres?"
)
