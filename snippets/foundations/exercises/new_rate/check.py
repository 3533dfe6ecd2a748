for value, expected in [(0.5, 0.0), (0.25, 4.0), (0.125, 6.0)]:
    set_rate(value)
    got = float(descend(tf.constant(8.0)))
    assert got == expected, (
        f"At rate {value}, 8 becomes {expected}. Yours gave {got}."
    )
assert len(traces) == 1, f"{len(traces)} traces, where one is enough"
