import numpy as np
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split

wines, kinds = load_wine(return_X_y=True)
wines = (wines - wines.mean(axis=0)) / wines.std(axis=0)
known, unseen, known_kinds, unseen_kinds = train_test_split(
    wines, kinds, random_state=0, stratify=kinds
)
order = np.argsort(known_kinds, kind="stable")
model = train(known[order], known_kinds[order])
assert model is not None, "`train` has to return the model."
answers = np.array(model(unseen))
assert answers.shape == (len(unseen), 3), (
    f"For {len(unseen)} wines it gives {answers.shape}, and should give"
    f" {(len(unseen), 3)}: a probability for each kind."
)
sums = answers.sum(axis=1)
assert np.allclose(sums, 1, atol=1e-4) and answers.min() >= 0, (
    f"Probabilities are positive and add up to 1. These have the sum"
    f" {sums[0]:.2f}."
)
right = answers.argmax(axis=1) == unseen_kinds
is_last = unseen_kinds == 2
assert right[is_last].any() or right[~is_last].mean() < 0.8, (
    "It never says kind 2. `validation_split` sets the rows at the end"
    " aside, and they are sorted: shuffle them before you call `fit`."
)
assert right.mean() > 0.9, (
    f"It knows {right.mean():.0%} of the unseen wines; 90 % are easy."
    " Was it trained, and for long enough?"
)
