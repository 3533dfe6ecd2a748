import random

first = run(1)
random.random()  # what another program would have drawn by now
assert run(1) == first, "Two runs with the seed 1 differ."
assert run(2) != first, "The seeds 1 and 2 give the same: is `seed` used?"
