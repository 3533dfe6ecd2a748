import tensorflow as tf
from tensorboard.backend.event_processing import event_accumulator


def best_step(folder, tag):
    events = event_accumulator.EventAccumulator(
        folder, size_guidance={"tensors": 0}
    ).Reload()
    losses = {
        event.step: float(tf.make_ndarray(event.tensor_proto))
        for event in events.Tensors(tag)
    }
    return sorted(losses, key=losses.get)[-1]
