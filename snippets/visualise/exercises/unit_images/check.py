from tensorboard.backend.event_processing import event_accumulator

assert tf.io.gfile.glob("weights/*tfevents*"), "`weights` holds no events"
events = event_accumulator.EventAccumulator("weights").Reload()
tags = events.Tags()["tensors"]
assert "hidden" in tags, f"the tag `hidden` expected, the log has {tags}"
kept = tf.make_ndarray(events.Tensors("hidden")[-1].tensor_proto)
images = kept[2:]  # after width and height
assert len(images) == 16, f"16 images expected, the log has {len(images)}"
low, high = kernel.min(), kernel.max()
for unit, image in enumerate(images):
    got = tf.io.decode_png(image, channels=1)[:, :, 0].numpy() / 255
    weights = kernel[:, unit].reshape(8, 8)
    expected = (weights - low) / (high - low)
    assert got.shape == (8, 8), f"8×8 pixels expected, got {got.shape}"
    assert np.allclose(got, expected, atol=0.01), (
        f"unit {unit} begins with {expected[0].round(2)}, "
        f"its image with {got[0].round(2)}"
    )
