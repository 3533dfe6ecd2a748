import numpy as np
import tensorflow as tf

random = np.random.default_rng(0)


def fruit(count):
    grams = random.normal(1500, 200, count).astype("float32")
    colour = random.choice(["red", "green", "yellow"], count)
    score = (grams - 1500) / 100 + np.select(
        [colour == "red", colour == "green"], [2, -2], 0
    )
    return {"grams": grams, "colour": colour}, (score > 0).astype(int)


def answers(model, table):
    rows = tf.data.Dataset.from_tensor_slices(table).batch(100)
    return model.predict(rows, verbose=0)


model = build(*fruit(800))
table, ripe = fruit(400)
try:
    told = answers(model, table)
except Exception as error:
    raise AssertionError(
        "The model does not take raw rows. Its inputs should be"
        " `grams` and `colour`, as they stand in the table."
    ) from error
assert told.shape == (400, 1), (
    f"For 400 rows it should give (400, 1), and gives {told.shape}."
)
assert told.min() >= 0 and told.max() <= 1, (
    f"Probabilities lie between 0 and 1; yours go to {told.max():.1f}."
)
score = np.mean((told[:, 0] > 0.5) == ripe)
assert score > 0.9, (
    f"It is right for {score:.0%} of the new rows, and 90% are easy."
    " Are the grams normalised, and the colours used?"
)
table["colour"][0] = "mauve"
try:
    answers(model, table)
except Exception as error:
    raise AssertionError(
        "A colour that was not in the training data may not stop it:"
        " keep a position for unknown words."
    ) from error
