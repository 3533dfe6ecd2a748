from keras import layers

rng = np.random.default_rng(0)
vectors = rng.normal(size=(3, 5, 4))
mask = np.array([[1, 1, 0, 0, 0], [1, 1, 1, 1, 1], [1, 0, 0, 0, 0]], bool)
got = masked_mean(vectors, mask)
assert np.shape(got) == (3, 4), f"one vector a text, not {np.shape(got)}"
expected = layers.GlobalAveragePooling1D()(vectors, mask=mask)
assert np.allclose(got[1], vectors[1].mean(axis=0)), (
    "a full row is averaged whole"
)
assert np.allclose(got, expected, atol=1e-6), (
    "only the places where the mask is true count, in sum and number"
)
