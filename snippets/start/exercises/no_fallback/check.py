try:
    there = total_on("CPU:0")
except Exception as error:
    raise AssertionError(
        f"CPU:0 is there, and total_on said: {error}"
    ) from error
assert there is not None and there == 3, (
    f"The sum of three ones is 3, not {there}."
)
for missing in ["GPU:99", "CPU:99"]:
    try:
        got = total_on(missing)
    except Exception:
        continue
    raise AssertionError(
        f"{missing} is not there, and nothing was raised:"
        f" it was computed on {got.device}."
    )
