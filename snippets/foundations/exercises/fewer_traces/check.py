expected = [
    sum(range(16 * step, min(16 * step + 16, 100))) * step
    for step in range(7)
]
assert results == expected, f"{expected} wanted, got {results}"
assert traces, "`score` must still be traced: keep its `@tf.function`"
assert len(traces) <= 2, (
    f"{len(traces)} traces. Two suffice: one for each shape of `batch`."
)
