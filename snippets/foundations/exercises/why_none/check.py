import numpy as np

for name, given, expected in (
    ("slope_of_square(3.0)", slope_of_square(3.0), 6.0),
    ("slope_of_sine(0.5)", slope_of_sine(0.5), np.cos(0.5)),
    ("slope_of_product(4, 2.5)", slope_of_product(4, 2.5), 2.5),
):
    assert given is not None, f"`{name}` is still None."
    assert np.isclose(given, expected), (
        f"`{name}` is {float(given):.3f} and should be {expected:.3f}."
    )
