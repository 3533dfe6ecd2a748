import keras
import numpy as np
from keras import ops


@keras.saving.register_keras_serializable("exercise")
class Bins(keras.layers.Layer):
    def __init__(self, edges=(0.0,), **options):
        super().__init__(**options)
        self.edges = np.sort(edges).astype("float32")

    def call(self, inputs):
        above = inputs[..., None] > self.edges
        return ops.sum(ops.cast(above, "float32"), axis=-1)

    def get_config(self):
        return {"edges": self.edges.tolist()}
