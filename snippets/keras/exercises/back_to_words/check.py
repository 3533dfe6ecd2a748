import numpy as np

for text, wanted in [
    ("open the file", "open the file"),
    ("Close the FILE.", "close the file"),
    ("open the window", "open the [UNK]"),
    ("", ""),
]:
    got = sentence(np.asarray(vectorize([text]))[0])
    assert got == wanted, f"{text!r} came back as {got!r}, not {wanted!r}"
