import keras
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
        truth = ops.reshape(ops.cast(y_true, "float32"), (-1,))
        found = ops.cast(ops.reshape(y_pred, (-1,)) > 0.5, "float32")
        self.hits.assign_add(ops.sum(truth * found))
        self.found.assign_add(ops.sum(found))
        self.positive.assign_add(ops.sum(truth))

    def result(self):
        both = self.found + self.positive
        return ops.divide_no_nan(2 * self.hits, both)
