import time


def waiting(batches, step, folder):
    wait, start = 0, time.perf_counter()
    iterator = iter(batches)
    for _ in range(len(batches)):
        asked = time.perf_counter()
        batch = next(iterator)
        wait += time.perf_counter() - asked
        step(batch)
    return wait / (time.perf_counter() - start)
