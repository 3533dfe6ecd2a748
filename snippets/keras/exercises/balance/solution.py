def balance(first_losses):
    return {name: 1 / loss for name, loss in first_losses.items()}


print(balance({"same": 0.5, "sum": 25.0}))
