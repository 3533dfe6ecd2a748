expected = (test - train.mean()) / train.std()
assert np.allclose(normalize.mean, train.mean()), (
    f"the mean has to be that of the training data, {train.mean()}, "
    f"not {float(np.squeeze(normalize.mean)):.1f}"
)
assert np.allclose(ready, expected, rtol=1e-3), (
    "the test data are scaled by what the training data have shown"
)
