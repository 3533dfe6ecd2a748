# Write `waiting(batches, step, folder)` here.
