import time
from pathlib import Path

import tensorflow as tf


def loaded(seconds):
    """Three batches, for each of which a disk takes some seconds."""

    def disk(number):
        time.sleep(seconds)
        return number

    def load(number):
        return tf.numpy_function(disk, [number], tf.int64)

    options = tf.data.Options()
    options.experimental_optimization.inject_prefetch = False
    return tf.data.Dataset.range(3).map(load).with_options(options)


for folder, loading, computing in [
    ("disk_is_slow", 0.09, 0.03),
    ("model_is_slow", 0.03, 0.09),
]:
    seen = []

    def step(batch, seen=seen, computing=computing):
        time.sleep(computing)
        seen.append(int(batch))

    share = waiting(loaded(loading), step, folder)
    assert seen == [0, 1, 2], (
        f"`step` should get the batches 0 to 2, each once, and got {seen}"
    )
    traces = [*Path(folder).rglob("*.xplane.pb")]
    assert len(traces) == 1, (
        f"one trace in `{folder}` expected, found {len(traces)}"
    )
    expected = loading / (loading + computing)
    assert abs(share - expected) < 0.15, (
        f"Loading a batch takes {loading} seconds, computing {computing}:"
        f" the share of waiting is about {expected:.2f}, not {share:.2f}."
        " Does `next(iterator)` lie within your `Trace`? Is any time"
        " counted twice, as events lie within each other?"
    )
