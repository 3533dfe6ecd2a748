from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorboard.backend.event_processing import event_accumulator

runs = sorted({file.parent for file in Path().rglob("waves/**/*tfevents*")})
assert runs, "there is no event file below `waves`: does a writer write?"
curves = []
for run in runs:
    log = event_accumulator.EventAccumulator(
        str(run), size_guidance={"tensors": 0}
    ).Reload()
    tags = log.Tags()["tensors"]
    if not tags:
        continue
    assert tags == ["wave"], (
        f"the run {run} has the tags {tags}: each tag has its own chart, "
        "so both curves need the tag `wave`"
    )
    events = log.Tensors("wave")
    steps = [event.step for event in events]
    assert steps == sorted(set(steps)), (
        f"{run}: a step comes twice: are there two curves in one run, "
        "or the same step in each call?"
    )
    assert steps == [*range(100)], f"{run}: the steps are {steps}"
    curves.append([float(tf.make_ndarray(e.tensor_proto)) for e in events])
assert len(curves) == 2, f"{len(curves)} runs hold a curve, not 2"
for wave in (np.sin, np.cos):
    expected = wave(np.arange(100) / 10)
    assert any(np.allclose(c, expected, atol=1e-5) for c in curves), (
        f"no run holds the values of {wave.__name__}(step / 10)"
    )
