from pathlib import Path

import numpy
import tensorflow

table = {
    "length": numpy.array([5.1, 4.9, 6.3, 5.8, 7.1], "float32"),
    "width": numpy.array([3.5, 3.0, 2.9, 2.7, 3.2], "float32"),
}
kinds = numpy.array([7, 3, 9, 0, 4])
path, names = "flowers.tfrecord", ["width", "length"]
save(path, table, kinds)
is_gzip = Path(path).read_bytes()[:2] == bytes([0x1F, 0x8B])
records = tensorflow.data.TFRecordDataset(path, "GZIP" * is_gzip)
count = sum(1 for _ in records)
assert count == len(kinds), (
    f"Records in the file: {count}. Each of the {len(kinds)} rows needs an "
    "`Example` of its own."
)

dataset = load(path, names, 2)
spec = dataset.element_spec
assert isinstance(spec, tuple) and isinstance(spec[0], dict), (
    "An element should be a pair of a dictionary and the labels. It is "
    f"{spec}."
)
features, labels = zip(*dataset, strict=True)
shapes = [tuple(batch.shape) for batch in labels]
assert shapes == [(2,), (2,), (1,)], (
    f"5 rows in batches of 2: the labels should have the shapes (2,), (2,) "
    f"and (1,). They have {shapes}."
)
assert sorted(features[0]) == sorted(names), (
    f"The dictionary has {sorted(features[0])}, and was to have "
    f"{sorted(names)}: whatever is in it reaches the model, even a label."
)
assert labels[0].dtype.is_integer, (
    f"The labels were integers. They come back as {labels[0].dtype.name}: "
    "which kind of list keeps them?"
)
found = numpy.concatenate(labels).tolist()
assert found == kinds.tolist(), (
    f"The labels should be {kinds.tolist()}, in the order of the rows. "
    f"They are {found}."
)
for name in names:
    shape = tuple(features[0][name].shape)
    assert shape == (2,), (
        f"`{name}` has shape {shape} in a batch of 2 rows, and should have "
        "(2,): which shape does your specification give it?"
    )
    found = numpy.concatenate([batch[name] for batch in features])
    assert numpy.allclose(found, table[name]), (
        f"`{name}` should be {table[name]}, and is {found}. `names` need "
        "not have the order of the table: store each column by its name."
    )
