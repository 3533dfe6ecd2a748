assert bills.shape == (2, 2), (
    f"The bills have the shape {bills.shape}: they need a row for each"
    " basket and a column for each shop."
)
first = [2 * 0.5 + 1 * 2.0, 2 * 0.4 + 1 * 2.5]
assert abs(bills[0] - first).numpy().max() < 1e-5, (
    f"The first basket costs {first} in the two shops, not"
    f" {bills[0].numpy().tolist()}."
)
second = [3 * 2.0 + 4.0, 3 * 2.5 + 3.0]
assert abs(bills[1] - second).numpy().max() < 1e-5, (
    f"The second basket costs {second} in the two shops."
)
