from contextlib import suppress

# isort: split
# --8<-- [start:setup]
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x.astype("uint8")
# --8<-- [end:setup]

# --8<-- [start:make]
data = tf.data.Dataset.from_tensor_slices((x, y))
counted = tf.data.Dataset.range(10)


def count():
    yield from ([n] * n for n in range(1, 6))  # any Python


unequal = tf.data.Dataset.from_generator(
    count, output_signature=tf.TensorSpec([None], tf.int32)
)
# --8<-- [end:make]

# --8<-- [start:look]
print(len(data), *data.element_spec, sep="\n")
for image, label in data.take(1):
    print(image.shape, image.dtype, int(label))
# --8<-- [end:look]


# --8<-- [start:order]
def scale(image, label):
    return tf.cast(image, tf.float32) / 16, label


train = (
    data.map(scale, num_parallel_calls=tf.data.AUTOTUNE)
    .cache()  # behind costly work, before what is random
    .shuffle(len(data), seed=0)  # before batch
    .batch(32, drop_remainder=True)  # for a fixed shape
    .prefetch(tf.data.AUTOTUNE)  # at the end
)
print(len(train), "batches")  # fit(train, shuffle=False)
# --8<-- [end:order]


# --8<-- [start:shape]
def show(dataset):
    print(*dataset.as_numpy_iterator())


show(counted.skip(2).filter(lambda n: n % 2 == 0))
show(counted.batch(4))
show(counted.window(3, shift=2).flat_map(lambda w: w.batch(3)))
show(counted.shard(3, index=0))  # every third
show(counted.batch(4).unbatch().repeat(2).take(12))
pairs = tf.data.Dataset.zip(data, counted)  # ends with counted
# --8<-- [end:shape]

# --8<-- [start:unequal]
for rows in unequal.padded_batch(3).take(1):
    print(rows.numpy())
for rows in unequal.ragged_batch(3).take(1):
    print(rows)
# --8<-- [end:unequal]


# --8<-- [start:write]
def feature(value):
    if isinstance(value, bytes):
        raw = tf.train.BytesList(value=[value])
        return tf.train.Feature(bytes_list=raw)
    if isinstance(value, str):
        return feature(value.encode())
    if np.asarray(value).dtype.kind in "biu":  # bool, integer
        whole = tf.train.Int64List(
            value=np.ravel(value).astype(int)
        )
        return tf.train.Feature(int64_list=whole)
    real = tf.train.FloatList(value=np.ravel(value))  # float32
    return tf.train.Feature(float_list=real)


def write(path, rows, compression=""):
    with tf.io.TFRecordWriter(path, compression) as writer:
        for row in rows:
            named = {k: feature(v) for k, v in row.items()}
            features = tf.train.Features(feature=named)
            example = tf.train.Example(features=features)
            raw = example.SerializeToString(deterministic=True)
            writer.write(raw)


rows = [
    {"image": image.tobytes(), "label": label, "ids": [3, 1]}
    for image, label in zip(x, y, strict=True)
]
write("a.tfrecord", rows[:100])
write("b.tfrecord.gz", rows[100:200], "GZIP")
# --8<-- [end:write]

# --8<-- [start:read]
spec = {
    "image": tf.io.FixedLenFeature([], tf.string),
    "label": tf.io.FixedLenFeature([], tf.int64),
    "ids": tf.io.RaggedFeature(tf.int64),  # any length
    "hint": tf.io.FixedLenFeature([], tf.string, "none"),
}


def parse(records):  # a whole batch at once
    row = tf.io.parse_example(records, spec)
    row["image"] = tf.io.decode_raw(row["image"], tf.uint8)
    return row


records = tf.data.TFRecordDataset("a.tfrecord")
batch = next(iter(records.batch(4).map(parse)))
print(batch["image"].shape, batch["label"].numpy())
# --8<-- [end:read]

# --8<-- [start:files]
zipped = tf.data.TFRecordDataset("b.tfrecord.gz", "GZIP")
print(sum(1 for _ in zipped), "records")
files = tf.data.Dataset.list_files("*.tfrecord")  # shuffled
mixed = files.interleave(
    tf.data.TFRecordDataset, num_parallel_calls=tf.data.AUTOTUNE
)
first = next(iter(mixed)).numpy()  # what is in a record?
example = tf.train.Example.FromString(first)
print(sorted(example.features.feature))
# --8<-- [end:files]

# --8<-- [start:check]
assert len(train) == len(data) // 32
images, labels = next(iter(train))
assert images.shape == (32, 64)
assert images.dtype == tf.float32
assert np.array_equal(batch["image"], x[:4])
assert np.array_equal(batch["label"], y[:4])
assert batch["ids"].to_list() == [[3, 1]] * 4
assert len(pairs) == 10
assert feature(True).int64_list.value == [1]
assert feature("red").bytes_list.value == [b"red"]
# --8<-- [end:check]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:wrong_batch]
    next(iter(unequal.batch(3)))
    # --8<-- [end:wrong_batch]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:wrong_parse]
    tf.io.parse_single_example(first, {"name": spec["image"]})
    # --8<-- [end:wrong_parse]
