for letters in ["ab", "abc"]:
    paths = [f"{letter}.tfrecord" for letter in letters]
    got = b" ".join(in_turns(paths).as_numpy_iterator()).decode()
    expected = " ".join(f"{a}{n}" for n in range(4) for a in letters)
    assert got == expected, (
        f"{len(paths)} files give {got}, and should give {expected}"
    )
