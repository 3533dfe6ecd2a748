import tensorflow as tf
from tensorboard.backend.event_processing import event_accumulator

files = tf.io.gfile.glob("speed/train/*tfevents*")
assert files, "`speed/train` holds no events"
events = event_accumulator.EventAccumulator("speed/train").Reload()
tags = events.Tags()["tensors"]
assert tag in tags, f"{tag!r} is not among the tags of the log: {tags}"
assert "second" in tag, f"{tag!r} says nothing about speed"
