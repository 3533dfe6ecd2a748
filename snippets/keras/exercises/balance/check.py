from math import isclose

losses = {"same": 0.7, "sum": 33.0, "larger": 0.02}
weights = balance(losses)
assert weights.keys() == losses.keys(), "one weight for each output"
shares = [weights[name] * losses[name] for name in losses]
assert isclose(min(shares), max(shares)), (
    f"weight times loss has to be the same for all outputs, not {shares}"
)
assert max(shares) > 0, "a weight of zero would switch the output off"
