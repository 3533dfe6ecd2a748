from contextlib import suppress  # isort: split

# --8<-- [start:square]
import tensorflow as tf


@tf.function
def square(x):
    print("Python runs, x is", x)
    return x * x


for number in [1.0, 2.0, 3.0]:
    print(square(tf.constant(number)).numpy())
# --8<-- [end:square]

# --8<-- [start:square_check]
graph = square.get_concrete_function(tf.constant(0.0)).graph
kinds = [operation.type for operation in graph.get_operations()]
assert kinds == ["Placeholder", "Mul", "Identity"]
assert square.experimental_get_tracing_count() == 1
# --8<-- [end:square_check]

# --8<-- [start:setup]
import time
import unittest
import warnings

import keras
import matplotlib.pyplot as plt
import numpy as np

# --8<-- [end:setup]


# --8<-- [start:trace_log]
def trace_log(arguments, **options):
    log = []

    @tf.function(**options)
    def total(x):
        log[-1] = True  # Python: happens while tracing, and only then
        return tf.reduce_sum(x)

    for argument in arguments:
        log.append(False)
        total(argument)
    return log


numbers = [1, 2, 3, 2]
tensors = [tf.constant(number) for number in numbers]
print(trace_log(numbers))
print(trace_log(tensors))
# --8<-- [end:trace_log]

# --8<-- [start:lengths]
tf.get_logger().setLevel("ERROR")  # these traces are made on purpose
vectors = [tf.ones(length) for length in range(1, 8)]
vector = tf.TensorSpec([None], tf.float32)  # of any length
logs = {
    "numbers": trace_log(numbers),
    "tensors": trace_log(tensors),
    "lengths": trace_log(vectors),
    "reduce_retracing": trace_log(vectors, reduce_retracing=True),
    "input_signature": trace_log(vectors, input_signature=[vector]),
}
traces = {name: sum(log) for name, log in logs.items()}
print(traces)
# --8<-- [end:lengths]

# --8<-- [start:timeline]
figure, axes = plt.subplots(figsize=(5, 2.6))
for row, log in enumerate(logs.values()):
    calls = np.arange(1, len(log) + 1)
    axes.scatter(calls[log], [row] * sum(log), s=110, marker="s", c="C1")
    again = calls[~np.array(log)]
    axes.scatter(again, [row] * len(again), s=25, c="C0")
axes.set_yticks(range(len(logs)), logs)
axes.set(xlabel="call", ylim=(4.6, -0.6))
plt.show()
# --8<-- [end:timeline]

# --8<-- [start:lengths_check]
assert list(traces.values()) == [3, 1, 7, 2, 1]
assert logs["numbers"] == [True, True, True, False]
assert logs["reduce_retracing"][:2] == [True, True]
assert trace_log([np.ones(3), np.zeros(3)]) == [True, False]


@tf.function
def length(x):
    return tf.size(x)


with unittest.TestCase().assertLogs("tensorflow", "WARNING") as caught:
    for values in vectors:
        length(values)
warning = caught.output[0].removeprefix("WARNING:tensorflow:")
begins, _, rest = warning.partition("<function ")
warning = begins + "…" + rest.partition(">")[2]
warning = warning.partition(" For (1)")[0]
assert "triggered tf.function retracing" in warning
# --8<-- [end:lengths_check]


# --8<-- [start:root]
@tf.function
def root(x):
    if x < 0:
        x = -x
    return tf.sqrt(x)


print(root(tf.constant(-9.0)).numpy(), root(tf.constant(16.0)).numpy())
graph = root.get_concrete_function(tf.TensorSpec([])).graph
with tf.summary.create_file_writer("logs").as_default():
    tf.summary.graph(graph)
# --8<-- [end:root]

# --8<-- [start:root_check]
kinds = [operation.type for operation in graph.get_operations()]
assert root.experimental_get_tracing_count() == 1
assert "StatelessIf" in kinds
assert kinds.index("Less") < kinds.index("StatelessIf")
# --8<-- [end:root_check]


# --8<-- [start:race]
def chain(x):
    for _ in range(100):
        x = x + 0.01 * tf.sin(x)
    return x


def product(x):
    return x @ x


def race(work, x):
    ways = {
        "eager": work,
        "graph": tf.function(work),
        "XLA": tf.function(work, jit_compile=True),
    }
    seconds = {name: [] for name in ways}
    for _ in range(50):
        for name, way in ways.items():  # in turns: one load for all
            start = time.perf_counter()
            way(x).numpy()
            seconds[name].append(time.perf_counter() - start)
    return seconds


small = race(chain, tf.ones(10))
large = race(product, tf.ones([400, 400]))
# --8<-- [end:race]

# --8<-- [start:bars]
gains = {
    way: [min(work["eager"]) / min(work[way]) for work in (small, large)]
    for way in small
}
price = {way: taken[0] / min(taken) for way, taken in small.items()}

figure, axes = plt.subplots(figsize=(5, 2.6))
for row, label in enumerate(["300 small operations", "1 large one"]):
    speed = [pair[row] for pair in gains.values()]
    bars = axes.barh(np.arange(3) + 0.4 * row, speed, 0.36, label=label)
    axes.bar_label(bars, fmt="%.1f", padding=3)
axes.set_yticks(np.arange(3) + 0.2, gains)
axes.set(xlabel="times as fast as eager", ylim=(2.8, -0.4))
axes.margins(x=0.15)
axes.legend(loc="upper right")
plt.show()
# --8<-- [end:bars]

# --8<-- [start:race_check]
assert min(gains["graph"][0], gains["XLA"][0]) > 3
assert gains["graph"][0] > 2 * gains["graph"][1]
assert min(price["graph"], price["XLA"]) > 10
retraced = tf.function(chain)
retraced(tf.ones(10))
start = time.perf_counter()
retraced(tf.ones(11)).numpy()  # a new shape
retrace = time.perf_counter() - start
assert retrace > 10 * min(small["graph"])
# --8<-- [end:race_check]


# --8<-- [start:once]
def long_chain(n):
    x = tf.ones(10)
    for _ in tf.range(n):
        x = x + 0.01 * tf.sin(x)
    return x


once = {}
ways = {"eager": long_chain, "graph": tf.function(long_chain)}
for name, way in ways.items():
    start = time.perf_counter()
    way(tf.constant(3000)).numpy()
    once[name] = time.perf_counter() - start
# --8<-- [end:once]

# --8<-- [start:once_check]
assert once["eager"] > 2 * once["graph"]
# --8<-- [end:once_check]

# --8<-- [start:fit]
runs = {}
for eagerly in (False, True):
    log = []

    def squared(y, y_pred, log=log):
        log.append("Python ran")
        return (y - y_pred) ** 2

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", squared, run_eagerly=eagerly)
    model.fit(np.ones((96, 1)), np.ones((96, 1)), verbose=0)
    runs[eagerly] = len(log)
print(runs, "in", 96 // 32, "batches")
# --8<-- [end:fit]

with suppress(ValueError):
    # --8<-- [start:variable]
    @tf.function
    def add_up(x):
        total = tf.Variable(0.0)
        return total.assign_add(x)

    add_up(tf.constant(5.0))
    # --8<-- [end:variable]

# --8<-- [start:variable_check]
kept = []


@tf.function
def add_by_shape(x):
    if len(kept) < len(x.shape):
        kept.append(tf.Variable(0.0))
    return kept[-1].assign_add(tf.reduce_sum(x))


add_by_shape(tf.ones(2))
refusal = ""
try:
    add_by_shape(tf.ones([2, 2]))
except ValueError as error:
    refusal = str(error)
assert "created on the first call" in refusal
layer = keras.layers.Dense(1)
before_first_call = layer.built
layer(np.ones((1, 1)))
after_first_call = layer.built
assert after_first_call and not before_first_call
# --8<-- [end:variable_check]

# --8<-- [start:variable_outside]
total = tf.Variable(0.0)


@tf.function
def add_up(x):
    return total.assign_add(x)


for _ in range(3):
    print(add_up(tf.constant(5.0)).numpy())
# --8<-- [end:variable_outside]


# --8<-- [start:variable_once]
class Counter:
    total = None

    @tf.function
    def add_up(self, x):
        if self.total is None:  # Python: while tracing
            self.total = tf.Variable(0.0)
        return self.total.assign_add(x)


counter = Counter()
for _ in range(3):
    print(counter.add_up(tf.constant(5.0)).numpy())
# --8<-- [end:variable_once]

# --8<-- [start:variable_once_check]
assert counter.total == 15
assert counter.add_up.experimental_get_tracing_count() == 2
# --8<-- [end:variable_once_check]

# --8<-- [start:frozen]
rate = 0.1


@tf.function
def shrink(x):
    return x * rate


print(shrink(tf.constant(1.0)).numpy())
rate = 0.5
print(shrink(tf.constant(1.0)).numpy())
# --8<-- [end:frozen]


# --8<-- [start:attribute]
class Shrinker:
    rate = 0.1

    @tf.function
    def shrink(self, x):
        return x * self.rate


shrinker, other = Shrinker(), Shrinker()
print(shrinker.shrink(tf.constant(1.0)).numpy())
shrinker.rate = other.rate = 0.5
print(shrinker.shrink(tf.constant(1.0)).numpy())
print(other.shrink(tf.constant(1.0)).numpy())  # another object
# --8<-- [end:attribute]

# --8<-- [start:thawed]
rate = tf.Variable(0.1)


@tf.function
def shrink_by_variable(x):
    return x * rate


print(shrink_by_variable(tf.constant(1.0)).numpy())
rate.assign(0.5)
print(shrink_by_variable(tf.constant(1.0)).numpy())
# --8<-- [end:thawed]

# --8<-- [start:frozen_check]
assert np.isclose(shrink(tf.constant(1.0)), 0.1)
assert np.isclose(shrink_by_variable(tf.constant(1.0)), 0.5)
assert shrink_by_variable.experimental_get_tracing_count() == 1
# --8<-- [end:frozen_check]

with suppress(TypeError):
    # --8<-- [start:leak]
    kept = []

    @tf.function
    def double(x):
        kept.append(x * 2)
        return x * 2

    print(double(tf.constant(4.0)).numpy())
    print(kept)
    kept[0] + 1
    # --8<-- [end:leak]


# --8<-- [start:array]
@tf.function
def squares(n):
    found = tf.TensorArray(tf.int32, size=n)
    for i in tf.range(n):
        found = found.write(i, i * i)  # keep what `write` returns
    return found.stack()


print(squares(tf.constant(4)).numpy())
# --8<-- [end:array]


# --8<-- [start:array_check]
@tf.function
def squares_in_list(n):
    found = []
    for i in tf.range(n):
        found.append(i * i)
    return found[-1]


out_of_scope = ""
try:
    squares_in_list(tf.constant(4))
except ValueError as error:
    out_of_scope = str(error)
assert "out of scope" in out_of_scope
# --8<-- [end:array_check]

with suppress(NotImplementedError):
    # --8<-- [start:numpy]
    @tf.function
    def wave(x):
        return np.sin(x)

    wave(tf.constant(1.0))
    # --8<-- [end:numpy]

# --8<-- [start:numpy_check]
v = tf.Variable(1.0)
with tf.GradientTape(persistent=True) as tape:
    by_numpy = tf.numpy_function(np.sin, [v], tf.float32)
    by_python = tf.py_function(tf.sin, [v], tf.float32)
assert np.isclose(by_numpy, np.sin(1))
slopes = [tape.gradient(result, v) for result in (by_numpy, by_python)]
assert slopes[0] is None
assert np.isclose(slopes[1], np.cos(1))
# --8<-- [end:numpy_check]

# --8<-- [start:eager_check]
seen = []


def look(x):
    seen.append(tf.executing_eagerly())
    return x


tf.config.run_functions_eagerly(True)
tf.function(look)(1)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says what is asserted here
    list(tf.data.Dataset.range(1).map(look))
assert seen == [True, False]
tf.config.run_functions_eagerly(False)

tf.data.experimental.enable_debug_mode()
list(tf.data.Dataset.range(1).map(look))
assert seen[-1]
# --8<-- [end:eager_check]
