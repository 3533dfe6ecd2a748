import tensorflow as tf


def log(folder, steps, best):
    """Writes a loss that is smallest at one step, and another tag."""
    with tf.summary.create_file_writer(folder).as_default():
        for step in steps:
            tf.summary.scalar("accuracy", step / 1000, step=step)
            tf.summary.scalar("loss", 0.1 + abs(step - best), step=step)


steps = [10, 20, 30, 40]
log("short", steps, 30)
got = best_step("short", "loss")
assert got in steps, f"{got} is not one of the logged steps {steps}"
assert got == 30, f"the loss is smallest at step 30, not at {got}"
got = best_step("short", "accuracy")
assert got == 10, f"`accuracy` is smallest at step 10, not at {got}"
for best in (123, 124):  # a sample can hold one of them by chance
    log(f"long{best}", range(200), best)
    got = best_step(f"long{best}", "loss")
    assert got == best, (
        f"of 200 steps, {best} is the best, not {got}: did you read all?"
    )
