for row in ({"alcohol": 0.5}, {"hue": -2.0, "ash": 0.25, "proline": 1.5}):
    got = read(build(row))
    assert isinstance(got, dict), f"a dictionary expected, got {got!r}"
    assert sorted(got) == sorted(row), f"{sorted(row)}: got {sorted(got)}"
    for name, value in row.items():
        assert got[name] == value, f"{name} is {value}, got {got[name]!r}"
