def break_even(labels, scratch, transfer):
    found = None
    for number, alone, moved in zip(labels, scratch, transfer, strict=True):
        if moved > alone:
            found = None  # it pays here, so the end was not yet reached
        elif found is None:
            found = number
    return found


print(break_even([1, 5, 25], [0.3, 0.6, 0.9], [0.5, 0.7, 0.8]))
