"""TFRecord: other records, and a fresh process for each measurement."""

from pathlib import Path
from time import process_time

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_breast_cancer, load_digits

from toolbox.letters import letters

EXPERIMENTS = {
    "batches_of_records_load_faster_than_files_and_lines": {
        "repeat": [1, 2],
        "data": ["digits", "letters", "tumours"],
    },
}


def milliseconds(data):
    """Processor time of an epoch by way of loading, the best of several."""
    if data == "digits":
        rows = load_digits().data.astype("uint8")
    elif data == "letters":
        images, _ = letters("ABCDEFGHIJ", 1800, size=16)
        rows = (255 * images.reshape(1800, -1)).astype("uint8")
    else:
        rows = np.repeat(load_breast_cancer().data, 3, axis=0).astype(
            "float32"
        )
    Path("rows").mkdir()
    with tf.io.TFRecordWriter("rows.tfrecord") as writer:
        for number, row in enumerate(rows):
            raw = tf.train.BytesList(value=[row.tobytes()])
            feature = {"row": tf.train.Feature(bytes_list=raw)}
            features = tf.train.Features(feature=feature)
            writer.write(
                tf.train.Example(features=features).SerializeToString()
            )
            row.tofile(f"rows/{number:05}")
    np.savetxt("rows.csv", rows, "%g", ",")
    array, spec = (
        tf.constant(rows),
        {"row": tf.io.FixedLenFeature([], tf.string)},
    )

    def parse(records):
        return tf.io.decode_raw(
            tf.io.parse_example(records, spec)["row"], rows.dtype
        )

    def parse_csv(lines):
        return tf.stack(
            tf.io.decode_csv(lines, [0.0] * rows.shape[1]), axis=-1
        )

    def parse_file(path):
        return tf.io.decode_raw(tf.io.read_file(path), rows.dtype)

    records = tf.data.TFRecordDataset("rows.tfrecord")
    lines = tf.data.TextLineDataset("rows.csv")
    paths = sorted(str(path) for path in Path("rows").iterdir())
    loaders = {
        "files": tf.data.Dataset.from_tensor_slices(paths)
        .map(parse_file)
        .batch(128),
        "lines": lines.map(parse_csv).batch(128),
        "one by one": records.map(parse).batch(128),
        "batches": records.batch(128).map(parse),
        "array": tf.data.Dataset.range(0, len(rows), 128).map(
            lambda start: array[start : start + 128]
        ),
    }
    best = dict.fromkeys(loaders, float("inf"))
    for _ in range(8):
        for name, loader in loaders.items():
            start = process_time()
            for _ in loader.repeat(2):
                pass
            best[name] = min(best[name], 500 * (process_time() - start))
    print({name: round(value, 1) for name, value in best.items()})
    return best


def batches_of_records_load_faster_than_files_and_lines(repeat, data):
    times = milliseconds(data)
    slow = times["one by one"], times["files"], times["lines"]
    return min(slow) > 2 * times["batches"] > times["array"]
