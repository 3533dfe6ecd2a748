def balance(first_losses):
    total = sum(first_losses.values())
    return {name: loss / total for name, loss in first_losses.items()}


print(balance({"same": 0.5, "sum": 25.0}))
