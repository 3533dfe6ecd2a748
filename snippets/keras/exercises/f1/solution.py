import keras
import numpy as np
from keras import ops


class F1(keras.metrics.Metric):
    def __init__(self, name="f1", **options):
        super().__init__(name=name, **options)
        self.hits = self.add_weight(name="hits", initializer="zeros")
        self.found = self.add_weight(name="found", initializer="zeros")
        self.positive = self.add_weight(
            name="positive", initializer="zeros"
        )

    def update_state(self, y_true, y_pred, sample_weight=None):
        # Both flat: a row times a column would be a table.
        truth = ops.reshape(ops.cast(y_true, "float32"), (-1,))
        found = ops.cast(ops.reshape(y_pred, (-1,)) > 0.5, "float32")
        weight = ops.ones_like(truth)
        if sample_weight is not None:
            weight = ops.reshape(ops.cast(sample_weight, "float32"), (-1,))
        self.hits.assign_add(ops.sum(weight * truth * found))
        self.found.assign_add(ops.sum(weight * found))
        self.positive.assign_add(ops.sum(weight * truth))

    def result(self):
        both = self.found + self.positive
        return ops.divide_no_nan(2 * self.hits, both)


metric = F1()
metric.update_state(np.array([1, 1, 0, 0]), np.array([0.9, 0.4, 0.8, 0.1]))
print(float(metric.result()))
