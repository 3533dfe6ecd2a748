from pathlib import Path

from tensorboard.backend.event_processing import event_accumulator

assert any(Path("gap").glob("*tfevents*")), "`gap` holds no event file"
events = event_accumulator.EventAccumulator("gap").Reload()
tags = events.Tags()["tensors"]
assert "gap" in tags, f"the tag `gap` expected, the log has {tags}"
steps = [event.step for event in events.Tensors("gap")]
assert steps == [0, 1, 2], f"the steps 0, 1, 2 expected, got {steps}"
expected = np.subtract(history["val_loss"], history["loss"])
got = [tf.make_ndarray(e.tensor_proto) for e in events.Tensors("gap")]
assert np.allclose(got, expected, atol=1e-5), f"{expected} wanted: {got}"
