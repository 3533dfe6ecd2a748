from pathlib import Path

import numpy
import tensorflow
from tensorflow import train

assert Path("server/saved_model.pb").is_file(), (
    "There is no SavedModel in the folder `server`."
)
signatures = tensorflow.saved_model.load("server").signatures
assert "predict" in signatures, (
    f"The signatures are {sorted(signatures)}, without `predict`:"
    " `tf.saved_model.save` takes a dictionary of them."
)
inputs = signatures["predict"].structured_input_signature[1]
types = {wanted.dtype for wanted in inputs.values()}
assert types == {tensorflow.string}, (
    f"A request is a batch of strings. Yours takes {types}."
)
for values in [[0.5], [1.5, 0.0, -2.0]]:
    rows = []
    for value in values:
        x = train.Feature(float_list=train.FloatList(value=[value]))
        features = train.Features(feature={"x": x})
        rows.append(train.Example(features=features).SerializeToString())
    request = {next(iter(inputs)): tensorflow.constant(rows)}
    answer = signatures["predict"](**request)
    assert "doubled" in answer, (
        f"The answer has the keys {sorted(answer)}, without `doubled`."
    )
    doubled = numpy.ravel(answer["doubled"])
    assert numpy.allclose(doubled, [2 * value for value in values]), (
        f"For x = {values}, the answer is {doubled.tolist()}."
    )
