import keras
import numpy as np

numbers = np.linspace(-3, 3, 50, dtype="float32")[:, None]
layer = Bins(np.array([2, -1, 0.5]), name="shelves", trainable=False)
model = keras.Sequential([keras.Input((1,)), layer])
model.save("bins.keras")
loaded = keras.models.load_model("bins.keras")
edges = loaded.layers[0].edges
assert len(edges) == 3, (
    f"It was saved with 3 edges and loaded with {len(edges)}:"
    " `get_config` must give back every argument of `__init__`."
)
assert np.array_equal(loaded(numbers), model(numbers)), (
    "The loaded model counts other bins."
)
again = Bins.from_config(layer.get_config())
assert (again.name, again.trainable) == ("shelves", False), (
    "The name or `trainable` is lost: add to `super().get_config()`."
)
