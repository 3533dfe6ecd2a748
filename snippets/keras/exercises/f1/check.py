import numpy as np
from sklearn.metrics import f1_score

random = np.random.default_rng(0)
truth = (random.random(100) < 0.2).astype("float32")
scores = np.clip(0.6 * truth + 0.7 * random.random(100), 0, 1)
wanted = f1_score(truth, scores > 0.5)


def by_batches(metric, *edges):
    for start, stop in zip((0, *edges), (*edges, 100), strict=True):
        metric.update_state(truth[start:stop], scores[start:stop])
    return float(metric.result())


metric = F1()
once = by_batches(metric)
assert np.isclose(once, wanted), f"F1 is {wanted:.4f}, yours is {once:.4f}."
metric.update_state(1 - truth, scores)  # other data, to be forgotten
metric.reset_state()
assert np.isclose(by_batches(metric), wanted), (
    "After `reset_state` the same data give another F1: keep the counts in"
    " weights made by `add_weight`, which Keras knows and resets."
)
metric.reset_state()
parts = by_batches(metric, 7, 40, 55)
assert np.isclose(parts, wanted), (
    f"In four batches it should be {wanted:.4f}, too, and is {parts:.4f}:"
    " the mean of the batches is not the F1 of all."
)
metric.reset_state()
metric.update_state(truth, scores[:, None])
column = float(metric.result())
assert np.isclose(column, wanted), (
    f"A model's output is a column, of shape (100, 1). Then yours is"
    f" {column:.4f}, not {wanted:.4f}: what do (100,) and (100, 1) make?"
)

weights = random.random(100)
wanted = f1_score(truth, scores > 0.5, sample_weight=weights)
metric.reset_state()
metric.update_state(truth, scores, sample_weight=weights)
weighted = float(metric.result())
assert np.isclose(weighted, wanted), (
    f"With `sample_weight`, F1 is {wanted:.4f}, yours is {weighted:.4f}:"
    " each count has to be a sum of weights. To take weights and ignore"
    " them is worse than to refuse them."
)
