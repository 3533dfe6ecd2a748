expected = [
    sum(range(16 * step, min(16 * step + 16, 100))) * step
    for step in range(7)
]
assert results == expected, f"{expected} wanted, got {results}"
assert traces, "`score` must still be traced: keep its `@tf.function`"
assert len(traces) == 1, (
    f"{len(traces)} traces. One suffices, if it is told of any length."
)
