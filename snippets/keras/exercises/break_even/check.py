labels = [1, 5, 25, 125]
found = break_even(labels, [0.3, 0.6, 0.8, 0.9], [0.5, 0.7, 0.8, 0.8])
assert found == 25, f"Scratch catches up at 25. You found {found}."
found = break_even(labels, [0.5, 0.6, 0.8, 0.9], [0.3, 0.7, 0.81, 0.6])
assert found == 125, (
    "Here transfer loses at 1, and pays at 5 and 25: it has lost for good"
    f" only at 125. You found {found}."
)
found = break_even(labels, [0.3, 0.4, 0.5, 0.6], [0.5, 0.6, 0.7, 0.8])
assert found is None, f"It pays everywhere: None. You found {found}."
found = break_even(labels, [0.5, 0.6, 0.7, 0.8], [0.3, 0.4, 0.5, 0.6])
assert found == 1, f"It never pays: 1. You found {found}."
