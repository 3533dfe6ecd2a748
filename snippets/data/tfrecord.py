from contextlib import suppress

# --8<-- [start:simplest]
import tensorflow as tf

number = tf.train.Feature(int64_list=tf.train.Int64List(value=[7]))
features = tf.train.Features(feature={"number": number})
example = tf.train.Example(features=features)
with tf.io.TFRecordWriter("seven.tfrecord") as writer:
    writer.write(example.SerializeToString())

for record in tf.data.TFRecordDataset("seven.tfrecord"):
    print(tf.train.Example.FromString(record.numpy()))
# --8<-- [end:simplest]

# --8<-- [start:setup]
import numpy as np
from sklearn.datasets import load_digits

pixels, labels = load_digits(return_X_y=True)
pixels = pixels.astype("uint8")
print(pixels.shape, labels[:10])
# --8<-- [end:setup]


# --8<-- [start:example]
def raw(value):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))


def integers(values):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def floats(values):
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def to_example(**feature):
    return tf.train.Example(features=tf.train.Features(feature=feature))


examples = [
    to_example(image=raw(image.tobytes()), label=integers([label]))
    for image, label in zip(pixels, labels, strict=True)
]
print(examples[0])
# --8<-- [end:example]


# --8<-- [start:write]
def write(path, examples, compression=""):
    with tf.io.TFRecordWriter(path, compression) as writer:
        for example in examples:
            # Without this, the keys may change places from run to run.
            record = example.SerializeToString(deterministic=True)
            writer.write(record)


write("digits.tfrecord", examples)
# --8<-- [end:write]

# --8<-- [start:read]
spec = {
    "image": tf.io.FixedLenFeature([], tf.string),
    "label": tf.io.FixedLenFeature([], tf.int64),
}


def parse(records):
    features = tf.io.parse_example(records, spec)
    image = tf.io.decode_raw(features["image"], tf.uint8)
    return image, features["label"]


records = tf.data.TFRecordDataset("digits.tfrecord")
dataset = records.batch(128).map(parse)
for image_batch, label_batch in dataset.take(1):
    print(image_batch.shape, label_batch[:10].numpy())
# --8<-- [end:read]

# --8<-- [start:read_check]
everything = list(dataset.unbatch().as_numpy_iterator())
assert np.array_equal([image for image, _ in everything], pixels)
assert np.array_equal([label for _, label in everything], labels)
# --8<-- [end:read_check]


# --8<-- [start:bytes]
from pathlib import Path
from struct import unpack


def masked_crc(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) % 2**32


file = Path("digits.tfrecord").read_bytes()
length, length_crc = unpack("<QI", file[:12])
end = 12 + length
data = file[12:end]
(data_crc,) = unpack("<I", file[end : end + 4])
print("length of the data:", length)
print("CRC of the length: ", length_crc, masked_crc(file[:8]))
print("CRC of the data:   ", data_crc, masked_crc(data))
# --8<-- [end:bytes]

# --8<-- [start:bytes_check]
assert data == examples[0].SerializeToString(deterministic=True)
assert length_crc == masked_crc(file[:8])
assert data_crc == masked_crc(data)
assert len(file) == sum(16 + example.ByteSize() for example in examples)
# --8<-- [end:bytes_check]

# --8<-- [start:layout]
import matplotlib.pyplot as plt

image_at = 12 + data.index(pixels[0].tobytes())
parts = {
    "length": range(8),
    "CRC": [*range(8, 12), *range(end, end + 4)],
    "protobuf: keys and lengths": [
        *range(12, image_at),
        *range(image_at + 64, end),
    ],
    "the 64 pixels": range(image_at, image_at + 64),
}
_, ax = plt.subplots(figsize=(5, 3.6))
for name, positions in parts.items():
    row, column = np.divmod(positions, 16)
    ax.scatter(column, row, 340, marker="s", alpha=0.4, label=name)
    for x, y, position in zip(column, row, positions, strict=True):
        text = f"{file[position]:02x}"
        ax.text(x, y, text, ha="center", va="center")
ax.invert_yaxis()
ax.axis("off")
ax.legend(
    loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, markerscale=0.6
)
plt.show()
# --8<-- [end:layout]


# --8<-- [start:sizes]
from sklearn.datasets import load_breast_cancer


def bars(values, label):
    _, ax = plt.subplots()
    drawn = ax.barh(list(values), values.values())
    ax.bar_label(drawn, fmt="%.0f", padding=4)
    ax.invert_yaxis()
    ax.set_xlabel(label)
    plt.show()


write("digits.tfrecord.gz", examples, "GZIP")
np.savetxt("digits.csv", np.c_[pixels, labels], "%d", ",")
np.savez("digits.npz", pixels, labels)
np.savez_compressed("digits_compressed.npz", pixels, labels)
as_floats = [to_example(image=floats(image)) for image in pixels]
write("digits_floats.tfrecord", as_floats)

cells = load_breast_cancer().data
write("cells.tfrecord", [to_example(cell=floats(cell)) for cell in cells])
np.savetxt("cells.csv", cells, "%g", ",")
np.savez("cells.npz", cells.astype("float32"))

kilobytes = {
    path.name: path.stat().st_size / 1000
    for pattern in ["digits*.*", "cells.*"]
    for path in sorted(Path().glob(pattern))
}
bars(kilobytes, "size in kB")
# --8<-- [end:sizes]

# --8<-- [start:sizes_check]
assert np.array_equal(np.loadtxt("cells.csv", delimiter=","), cells)
kb = kilobytes
assert kb["cells.npz"] < kb["cells.tfrecord"] < kb["cells.csv"]
assert kb["digits.npz"] < kb["digits.tfrecord"] < kb["digits.csv"]
assert kb["digits_compressed.npz"] < kb["digits.tfrecord.gz"]
assert kb["digits_floats.tfrecord"] > 1.8 * kb["digits.csv"]
# --8<-- [end:sizes_check]


# --8<-- [start:loaders]
def parse_csv(lines):
    columns = tf.io.decode_csv(lines, [0] * 65)
    return tf.stack(columns[:-1], axis=-1), columns[-1]


def parse_file(path):
    return tf.io.decode_raw(tf.io.read_file(path), tf.uint8)


def slice_arrays(start):
    return array[start : start + 128], label_array[start : start + 128]


Path("digits").mkdir()
for index, image in enumerate(pixels):
    image.tofile(f"digits/{index:04}")
paths = sorted(str(path) for path in Path("digits").iterdir())
array, label_array = map(tf.constant, np.load("digits.npz").values())

files = tf.data.Dataset.from_tensor_slices(paths)
lines = tf.data.TextLineDataset("digits.csv")
starts = tf.data.Dataset.range(0, len(array), 128)
loaders = {
    "small files, one a digit": files.map(parse_file).batch(128),
    "CSV, parse then batch": lines.map(parse_csv).batch(128),
    "CSV, batch then parse": lines.batch(128).map(parse_csv),
    "TFRecord, parse then batch": records.map(parse).batch(128),
    "TFRecord, batch then parse": records.batch(128).map(parse),
    "npz, slices of the array": starts.map(slice_arrays),
}
# --8<-- [end:loaders]


# --8<-- [start:times]
from time import process_time


def milliseconds(dataset, epochs=2):
    start = process_time()
    for _ in dataset.repeat(epochs):
        pass
    return 1000 * (process_time() - start) / epochs


times = {name: [] for name in loaders}
for _ in range(10):  # in turns: a busy moment disturbs all of them
    for name, loader in loaders.items():
        times[name].append(milliseconds(loader))
time = {name: min(values) for name, values in times.items()}
bars(time, "processor time in ms, best of 10")
# --8<-- [end:times]

# --8<-- [start:times_check]
fast = time["TFRecord, batch then parse"]
assert time["TFRecord, parse then batch"] > 2 * fast
assert time["small files, one a digit"] > 2 * fast
assert time["CSV, parse then batch"] > 2 * fast
assert time["npz, slices of the array"] < 1.1 * fast
# --8<-- [end:times_check]

# --8<-- [start:combine]
write("a.tfrecord", examples[:900])
write("b.tfrecord", examples[900:])
both = tf.data.TFRecordDataset(["a.tfrecord", "b.tfrecord"])
print(sum(1 for _ in both), "records")
# --8<-- [end:combine]

# --8<-- [start:words]
from pydoc_data.topics import topics

paragraphs = "\n\n".join(topics.values()).split("\n\n")
vocabulary = sorted(set(" ".join(paragraphs).split()))
ids = {word: index for index, word in enumerate(vocabulary)}
sequences = [[ids[word] for word in text.split()] for text in paragraphs]
texts = [to_example(ids=integers(sequence)) for sequence in sequences]
write("words.tfrecord", texts)


def parse_words(records):
    ragged = {"ids": tf.io.RaggedFeature(tf.int64)}
    return tf.io.parse_example(records, ragged)["ids"]


word_records = tf.data.TFRecordDataset("words.tfrecord")
for batch in word_records.batch(64).map(parse_words).take(1):
    print("lengths:", batch.row_lengths()[:10].numpy())
    print("padded: ", batch.to_tensor().shape)
# --8<-- [end:words]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:unequal]
    list(word_records.map(parse_words).batch(64))
    # --8<-- [end:unequal]

# --8<-- [start:words_sizes]
write("words.tfrecord.gz", texts, "GZIP")
padded = tf.ragged.constant(sequences, tf.int32).to_tensor().numpy()
np.save("padded.npy", padded)
np.savez_compressed("padded.npz", padded)
flat = np.concatenate(sequences).astype("uint16")
lengths = np.array([len(row) for row in sequences], "uint16")
np.savez("flat.npz", flat, lengths)
np.savez_compressed("flat_compressed.npz", flat, lengths)
names = ["padded.npy", "words.tfrecord", "flat.npz"]
names += ["padded.npz", "words.tfrecord.gz", "flat_compressed.npz"]
size = {name: Path(name).stat().st_size / 1000 for name in names}
bars(size, "size in kB")
# --8<-- [end:words_sizes]

# --8<-- [start:words_check]
batches = word_records.batch(64).map(parse_words)
assert [row for b in batches for row in b.to_list()] == sequences
assert size["words.tfrecord"] < size["padded.npy"] / 10
assert size["words.tfrecord.gz"] < size["padded.npz"]
assert flat.max() == max(map(max, sequences)) and len(vocabulary) < 2**16
# --8<-- [end:words_check]

# --8<-- [start:tensor]
grid = tf.reshape(tf.range(6), [2, 3])
record = to_example(grid=raw(tf.io.serialize_tensor(grid).numpy()))
one = {"grid": tf.io.FixedLenFeature([], tf.string)}
found = tf.io.parse_single_example(record.SerializeToString(), one)
print(tf.io.parse_tensor(found["grid"], tf.int32).numpy())
# --8<-- [end:tensor]

with suppress(TypeError):
    # --8<-- [start:text_value]
    raw("seven")
    # --8<-- [end:text_value]

with suppress(tf.errors.DataLossError):
    # --8<-- [start:flipped]
    broken = bytearray(file)
    broken[len(file) // 2] ^= 1  # one bit of one byte
    Path("broken.tfrecord").write_bytes(broken)
    list(tf.data.TFRecordDataset("broken.tfrecord"))
    # --8<-- [end:flipped]

with suppress(tf.errors.DataLossError):
    # --8<-- [start:gzip]
    list(tf.data.TFRecordDataset(["digits.tfrecord", "digits.tfrecord.gz"]))
    # --8<-- [end:gzip]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:missing]
    batch = next(iter(records.batch(2)))
    wrong_name = {"pixels": tf.io.FixedLenFeature([], tf.string)}
    tf.io.parse_example(batch, wrong_name)
    # --8<-- [end:missing]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:dtype]
    wrong_type = {"label": tf.io.FixedLenFeature([], tf.float32)}
    tf.io.parse_example(batch, wrong_type)
    # --8<-- [end:dtype]
