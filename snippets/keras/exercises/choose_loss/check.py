def softmax(scores):
    return np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)


def likelihood(name):
    if name == "topics":  # each answer by itself
        yes = 1 / (1 + np.exp(-outputs[name]))
        return np.where(labels[name] == 1, yes, 1 - yes)
    classes = labels[name]
    if name == "colour":
        classes = classes.argmax(axis=1)
    return softmax(outputs[name])[np.arange(3), classes]


for name in ("species", "colour", "topics"):
    wanted = -np.log(likelihood(name)).mean()
    got = float(losses[name](labels[name], outputs[name]))
    assert np.isclose(got, wanted, atol=1e-4), (
        f"{name}: the true answers cost {wanted:.3f}, your loss says"
        f" {got:.3f}. What are the labels, and what are the outputs?"
    )
got = float(losses["price"](labels["price"], outputs["price"]))
wanted = np.square(labels["price"] - outputs["price"]).mean()
assert np.isclose(got, wanted), f"price: {wanted:.0f} expected, got {got}"
