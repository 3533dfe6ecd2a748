from contextlib import suppress

# isort: split
# --8<-- [start:callback]
import keras
from sklearn.datasets import make_classification

rows, labels = make_classification(
    1800, 64, n_informative=16, n_classes=10, random_state=0
)
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
board = keras.callbacks.TensorBoard("logs/fit", profile_batch=(3, 5))
model.fit(rows, labels, callbacks=[board], verbose=0)
# --8<-- [end:callback]

# --8<-- [start:setup]
import tensorflow as tf

keras.utils.set_random_seed(0)
rows = rows.astype("float32")
model = keras.Sequential([keras.Input([64])])
model.add(keras.layers.Dense(512, activation="relu"))
model.add(keras.layers.Dense(10))
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile("adam", loss)


# --8<-- [end:setup]


# --8<-- [start:data]
import time


def slow_disk(x, y):
    time.sleep(0.2)  # seconds for each batch
    return x, y


def load(x, y):
    return tf.numpy_function(slow_disk, [x, y], [tf.float32, tf.int64])


table = tf.data.Dataset.from_tensor_slices((rows, labels)).batch(512)
options = tf.data.Options()  # load a batch only when it is asked for
options.experimental_optimization.inject_prefetch = False
loaded = table.map(load).with_options(options)
# --8<-- [end:data]

# --8<-- [start:data_check]
*whole, rest = [len(labels) for _, labels in table]
# --8<-- [end:data_check]


# --8<-- [start:profile]
Trace = tf.profiler.experimental.Trace


def profile(run, batches):
    iterator = iter(batches.repeat())
    for _ in range(len(batches)):  # an epoch to warm up, not recorded
        model.train_on_batch(*next(iterator))
    tf.profiler.experimental.start(f"logs/{run}")
    for number in range(5):
        with Trace("train", step_num=number, _r=1):
            with Trace("wait for data"):
                x, y = next(iterator)
            with Trace("compute"):
                model.train_on_batch(x, y)
    tf.profiler.experimental.stop()


profile("slow", loaded)
# --8<-- [end:profile]


# --8<-- [start:read]
from pathlib import Path

from tensorflow.tsl.profiler.protobuf import xplane_pb2


def read(run):
    (file,) = Path("logs", run).rglob("*.xplane.pb")
    space = xplane_pb2.XSpace.FromString(file.read_bytes())
    spans = []
    for plane in space.planes:
        names = plane.event_metadata
        for line in plane.lines:
            for event in line.events:
                begin = line.timestamp_ns / 1e6 + event.offset_ps / 1e9
                length = event.duration_ps / 1e9
                name = names[event.metadata_id].name
                spans.append((name, begin, length))
    return spans


totals = {}
for name, _, length in read("slow"):
    totals[name] = round(totals.get(name, 0) + length, 1)
inside = ["IteratorGetNextOp::DoCompute", "PyFunc:PyFunc"]
for name in ["train", "wait for data", *inside, "compute"]:
    print(f"{totals[name]:8.1f} {name}")
# --8<-- [end:read]

# --8<-- [start:read_check]
ran = [name for name, _, _ in read("fit")]
assert ran.count("multi_step_on_iterator") == 3  # Keras's training step
spans = read("slow")
events = len(spans)
summed = sum(length for _, _, length in spans)
found = [name for name, _, _ in spans]
assert found.count("train") == found.count("wait for data") == 5


def typical(run, part):
    """The median of five lengths: one step may stall."""
    lengths = [length for name, _, length in read(run) if name == part]
    return sorted(lengths)[2]


def middle(row):
    """The median of the widths of five drawn bars."""
    return sorted(bar.get_extents().width for bar in row.get_paths())[2]


# --8<-- [end:read_check]

# --8<-- [start:first]
fresh = keras.models.clone_model(model)
fresh.compile("adam", loss)
with tf.profiler.experimental.Profile("logs/fresh"):
    for _ in range(3):
        with Trace("compute"):
            fresh.train_on_batch(rows[:512], labels[:512])
first, *next_two = [d for name, _, d in read("fresh") if name == "compute"]
print([round(length) for length in [first, *next_two]])
# --8<-- [end:first]


# --8<-- [start:timeline]
import matplotlib.pyplot as plt


def timeline(*runs):
    rows = {"nrows": len(runs), "sharex": True, "squeeze": False}
    _, axes = plt.subplots(**rows, layout="constrained")
    for run, axis in zip(runs, axes[:, 0], strict=True):
        spans = read(run)
        start = min(begin for name, begin, _ in spans if name == "train")
        for row, part in enumerate(["compute", "wait for data", "train"]):
            bars = [(b - start, d) for name, b, d in spans if name == part]
            axis.broken_barh(bars, (row - 0.4, 0.8), facecolor=f"C{row}")
        axis.set_yticks(range(3), ["compute", "wait for data", "train"])
        axis.set_title(run)
    axis.set_xlabel("milliseconds")
    plt.show()


timeline("slow")
# --8<-- [end:timeline]


# --8<-- [start:share]
def spent(run, part):
    return sum(length for name, _, length in read(run) if name == part)


waiting = spent("slow", "wait for data") / spent("slow", "train")
waiting
# --8<-- [end:share]

# --8<-- [start:share_check]
step, compute = typical("slow", "train"), typical("slow", "compute")
assert typical("slow", "wait for data") > step / 2
# --8<-- [end:share_check]

# --8<-- [start:cached]
profile("cached", loaded.cache())
timeline("slow", "cached")
# --8<-- [end:cached]

# --8<-- [start:cached_check]
before, after = typical("slow", "train"), typical("cached", "train")
assert after < before / 2
wait_after = typical("cached", "wait for data")
assert wait_after < typical("slow", "wait for data") / 4
names = [[name for name, _, _ in read(run)] for run in ("slow", "cached")]
loads = [run.count("PyFunc:PyFunc") for run in names]
# --8<-- [end:cached_check]

# --8<-- [start:prefetched]
profile("prefetched", loaded.prefetch(1))
steps = {}
for run in ["slow", "prefetched", "cached"]:
    lengths = [length for name, _, length in read(run) if name == "train"]
    steps[run] = round(sorted(lengths)[2], 1)  # the median of five
# --8<-- [end:prefetched]

# --8<-- [start:more_check]
profile("eight", loaded.prefetch(8))
eight = typical("eight", "train")
chance = tf.random.Generator.from_seed(0)
drawn = tf.data.Dataset.range(3).map(lambda _: chance.uniform([]))
kept = drawn.cache()
frozen = [[float(x) for x in data] for data in (kept, kept)]
fresh_each = [[float(x) for x in data] for data in (drawn, drawn)]
# --8<-- [end:more_check]

# --8<-- [start:parallel]
parallel = table.map(load, num_parallel_calls=4).with_options(options)
profile("parallel", parallel)
spans = read("parallel")
lengths = [length for name, _, length in spans if name == "train"]
print([round(length) for length in lengths])
# --8<-- [end:parallel]

# --8<-- [start:parallel_check]
mean = sum(lengths) / 5
# --8<-- [end:parallel_check]

# --8<-- [start:medians]
steps
# --8<-- [end:medians]

with suppress(tf.errors.UnavailableError):
    # --8<-- [start:not_running]
    tf.profiler.experimental.stop()
    # --8<-- [end:not_running]

with suppress(tf.errors.AlreadyExistsError):
    # --8<-- [start:twice]
    tf.profiler.experimental.start("logs/first")
    tf.profiler.experimental.start("logs/second")
    # --8<-- [end:twice]

# --8<-- [start:with_block]
tf.profiler.experimental.stop(save=False)
with tf.profiler.experimental.Profile("logs/block"):
    model.train_on_batch(rows[:512], labels[:512])
# --8<-- [end:with_block]

# --8<-- [start:with_check]
raised = False
try:
    with tf.profiler.experimental.Profile("logs/failed"):
        raise KeyError
except KeyError:
    raised = True
# This raises if the one before still runs.
tf.profiler.experimental.start("logs/dropped")
tf.profiler.experimental.stop(save=False)
folders = {run: Path("logs", run) for run in ("failed", "dropped")}
saved = {run: any(folders[run].rglob("*.pb")) for run in folders}
# --8<-- [end:with_check]

# --8<-- [start:solution_compute]
products = {}
for name, _, length in read("cached"):
    if "MatMul" in name:
        products[name] = round(products.get(name, 0) + length, 2)
products
# --8<-- [end:solution_compute]
