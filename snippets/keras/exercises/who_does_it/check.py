import numpy as np
import tensorflow as tf

random = np.random.default_rng(0)
fillers = [
    "today",
    "yesterday",
    "perhaps",
    "surely",
    "often",
    "here",
    "outside",
    "again",
]
verbs = ["sees", "follows", "hears", "likes", "bites", "greets"]


def some(count):
    return " ".join(random.choice(fillers, count))


def sentences(count):
    cat_does_it = random.integers(0, 2, count)
    texts = []
    for cat in cat_does_it:
        one, other = ("cat", "dog") if cat else ("dog", "cat")
        middle = f"the {one} {random.choice(verbs)} the {other}"
        before, after = random.integers(0, 4, 2)
        texts.append(f"{some(before)} {middle} {some(after)}".strip())
    return texts, cat_does_it


def answers(model, texts):
    return np.asarray(model(tf.constant(texts)[:, tf.newaxis]))


model = build(*sentences(600))
texts, cat_does_it = sentences(300)
try:
    told = answers(model, texts)
except Exception as error:
    raise AssertionError(
        "The model does not take strings of shape (texts, 1):"
        " is the adapted `TextVectorization` its first layer?"
    ) from error
assert told.shape == (300, 1), (
    f"For 300 texts it should give (300, 1), and gives {told.shape}."
)
assert told.min() >= 0 and told.max() <= 1, (
    f"Probabilities lie between 0 and 1; yours go to {told.max():.1f}."
)
score = np.mean((told[:, 0] > 0.5) == cat_does_it)
assert score > 0.9, (
    f"It is right for {score:.0%} of the new texts, and 90% are easy."
    " All texts have a cat and a dog: does the model see their order?"
)
longer = [f"{text} {' again' * 20}" for text in texts[:1]]
alone, beside = (
    answers(model, texts[:1]),
    answers(model, [*texts[:1], *longer]),
)
assert np.allclose(alone, beside[:1], atol=1e-3), (
    "A text gets another answer when a long one is in its batch:"
    " the padding counts. Where does the mask come from?"
)
