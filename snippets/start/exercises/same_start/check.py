kernel, bias = (np.asarray(weight) for weight in model.get_weights())
assert np.allclose(kernel, weights[0], atol=1e-6), (
    "The first array in `weights` is the kernel, and the model has another:"
    " a seed makes weights, it does not bring any over."
)
assert np.allclose(bias, weights[1], atol=1e-6), (
    "The second array in `weights` is the bias, and the model has another."
)
