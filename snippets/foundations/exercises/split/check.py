import tensorflow as tf

assert "split" in globals(), "Define `split(dataset, size, seed)`."
dataset = tf.data.Dataset.range(30)


def read(part):
    return sorted(int(number) for number in part)


part, rest = split(dataset, 10, seed=1)
both = [(read(part), read(rest)) for _ in range(3)]
assert both[0] == both[1] == both[2], (
    "Another epoch, and elements have moved: the order is drawn anew."
)
picked, others = both[0]
assert (len(picked), len(others)) == (10, 20), (
    f"10 and 20 elements wanted, got {len(picked)} and {len(others)}."
)
assert sorted(picked + others) == list(range(30)), (
    "Each element belongs into one of the two parts."
)
assert picked not in (list(range(10)), list(range(20, 30))), (
    "This is one end of the Dataset, not a random part."
)
assert read(split(dataset, 10, seed=1)[0]) == picked, (
    "The seed 1 again, and another split."
)
assert read(split(dataset, 10, seed=2)[0]) != picked, (
    "The seeds 1 and 2 give the same split: is `seed` used?"
)
