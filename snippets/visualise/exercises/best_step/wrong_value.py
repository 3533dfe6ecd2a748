import tensorflow as tf
from tensorboard.backend.event_processing import event_accumulator


def best_step(folder, tag):
    events = event_accumulator.EventAccumulator(
        folder, size_guidance={"tensors": 0}
    ).Reload()
    return min(
        float(tf.make_ndarray(event.tensor_proto))
        for event in events.Tensors(tag)
    )
