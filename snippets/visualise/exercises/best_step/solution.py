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
    return min(losses, key=losses.get)


with tf.summary.create_file_writer("example").as_default():
    for step, loss in [(0, 0.9), (10, 0.4), (20, 0.6)]:
        tf.summary.scalar("loss", loss, step=step)
print(best_step("example", "loss"))
