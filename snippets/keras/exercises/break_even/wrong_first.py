def break_even(labels, scratch, transfer):
    for number, alone, moved in zip(labels, scratch, transfer, strict=True):
        if moved <= alone:
            return number
