import keras
from keras import ops


class F1(keras.metrics.Metric):
    def __init__(self, name="f1", **options):
        super().__init__(name=name, **options)
        self.total = self.add_weight(name="total", initializer="zeros")
        self.batches = self.add_weight(name="batches", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        truth = ops.reshape(ops.cast(y_true, "float32"), (-1,))
        found = ops.cast(ops.reshape(y_pred, (-1,)) > 0.5, "float32")
        both = ops.sum(found) + ops.sum(truth)
        f1 = ops.divide_no_nan(2 * ops.sum(truth * found), both)
        self.total.assign_add(f1)
        self.batches.assign_add(1)

    def result(self):
        return ops.divide_no_nan(self.total, self.batches)
