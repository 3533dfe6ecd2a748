import keras
import numpy as np

inputs = keras.Input((3,))
try:
    outputs = soft_sign(inputs)
except (
    Exception
):  # whatever a library says to a tensor that it does not know
    outputs = None
assert outputs is not None, (
    "It fails on `keras.Input`: it has to be made of operations that Keras"
    " knows, such as those in `keras.ops`."
)
model = keras.Model(inputs, outputs)
answer = model.predict(np.array([[-3.0, 0.0, 1.0]]), verbose=0)
assert np.allclose(answer, [[-0.75, 0, 0.5]]), (
    f"Of -3, 0 and 1 it makes {answer[0].tolist()}, not -0.75, 0 and 0.5."
)
