import numpy as np

images = np.random.default_rng(0).random((40, 4, 6, 1))
images = images.astype("float32")
masks = (images > 0.5).astype("float32")
new_images, new_masks = map(np.asarray, augment(images, masks))
assert new_images.shape == images.shape, "Their shapes stay."
same = (new_images == images).all(axis=(1, 2, 3))
turned = (new_images == images[:, :, ::-1]).all(axis=(1, 2, 3))
assert (same | turned).all(), "An image is mirrored, or it stays."
assert same.any() and turned.any(), (
    f"{turned.sum()} of 40 images were mirrored. About half should be:"
    " remember `training=True`."
)
assert np.array_equal(new_masks, (new_images > 0.5)), (
    "A mask no longer fits its image: both need the same draw."
)
