import numpy as np

for name, f, x, expected in (
    ("x ** 3", lambda x: x**3, 3.0, 18.0),
    ("sin(x)", tf.sin, 1.0, -np.sin(1.0)),
    ("exp(2 x)", lambda x: tf.exp(2 * x), 0.0, 4.0),
):
    given = second_derivative(f, x)
    assert given is not None, (
        "It is None: is the slope computed where the outer tape records?"
    )
    assert np.isclose(given, expected, atol=1e-4), (
        f"The second derivative of {name} at {x} is {expected:.4f},"
        f" and yours is {given:.4f}."
    )
