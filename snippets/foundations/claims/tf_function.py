"""tf.function: other computations, and a fresh process for each."""

import time

import tensorflow as tf

EXPERIMENTS = {
    "graphs_pay_for_many_small_operations": {
        "repeat": [1, 2],
        "computation": ["sines", "recurrent", "by column"],
    },
    "graphs_pay_little_for_one_large_operation": {
        "repeat": [1, 2],
        "computation": ["product", "convolution", "sort"],
    },
    "a_trace_costs_more_than_ten_calls": {
        "repeat": [1, 2],
        "computation": ["sines", "recurrent", "by column"],
    },
}


def sines(x):
    for _ in range(100):
        x = x + 0.01 * tf.sin(x)
    return x


def recurrent(x):
    state = tf.zeros([8])
    for _ in range(60):
        state = tf.tanh(state + tf.reduce_mean(x))
        state = state * 0.9
    return state


def by_column(x):
    return tf.stack([tf.reduce_sum(x[i : i + 2] ** 2) for i in range(50)])


SMALL = {"sines": sines, "recurrent": recurrent, "by column": by_column}
LARGE = {
    "product": (lambda x: x @ x, [400, 400]),
    "convolution": (
        lambda x: tf.nn.conv2d(x, tf.ones([3, 3, 16, 16]), 1, "SAME"),
        [4, 64, 64, 16],
    ),
    "sort": (tf.sort, [100_000]),
}


def race(work, x):
    """How many times as fast a graph is, and the seconds of a call."""
    ways = {"eager": work, "graph": tf.function(work)}
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(150):  # long enough for quiet moments
        for name, way in ways.items():
            start = time.perf_counter()
            way(x).numpy()
            best[name] = min(best[name], time.perf_counter() - start)
    print(f"a graph is {best['eager'] / best['graph']:.2f} times as fast")
    return best["eager"] / best["graph"], best["graph"]


def graphs_pay_for_many_small_operations(repeat, computation):
    return race(SMALL[computation], tf.ones(60))[0] > 3


def graphs_pay_little_for_one_large_operation(repeat, computation):
    work, shape = LARGE[computation]
    return race(work, tf.random.uniform(shape))[0] < 1.5


def a_trace_costs_more_than_ten_calls(repeat, computation):
    work = SMALL[computation]
    _, call = race(work, tf.ones(60))
    traced = tf.function(work)
    traced(tf.ones(60))
    start = time.perf_counter()
    traced(tf.ones(61)).numpy()
    trace = time.perf_counter() - start
    print(f"a trace costs {trace / call:.0f} calls")
    return trace > 10 * call
