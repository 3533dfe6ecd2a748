import numpy as np

try:
    rows = np.asarray(lookup(["red", "green", "mauve", "teal"]))
except Exception as error:
    raise AssertionError("a colour nobody knows may not stop it") from error
assert rows.shape == (4, 3), f"three columns, not {rows.shape[-1]}"
assert (rows[2] == rows[3]).all(), "all unknown colours share one column"
assert len({tuple(row) for row in rows[:3]}) == 3, (
    "red, green and unknown have a column each"
)
