import tensorflow

found = {name: globals().get(name) for name in ["costs", "where"]}
for name, value in found.items():
    assert value is not None, f"There is no `{name}` in your program."
costs, where = found.values()
assert isinstance(costs, tensorflow.Tensor), (
    f"`costs` is not a tensor, but a {type(costs).__name__}."
)
assert costs.shape == (3, 1), (
    f"`costs` has the shape {costs.shape}: the customers are the rows of"
    " `orders`, so they are the rows of the product, too. The prices"
    " have to be a column."
)
right = [[3 * 2.5 + 3.5], [5 * 3.5], [2.5 + 3 * 3.5]]
assert abs(costs - right).numpy().max() < 1e-5, (
    f"The costs are {right}, not {costs.numpy().tolist()}."
)
assert where == costs.device, (
    f"`where` is {where!r}. The list of devices says what is there;"
    " the tensor says where it was computed."
)
