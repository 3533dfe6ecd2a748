# --8<-- [start:simplest]
import numpy as np

rng = np.random.default_rng(0)
x = rng.uniform(-1, 1, 40)
y = 2 * x + rng.normal(0, 0.3, 40)

weight = 0.0
for _ in range(50):
    error = weight * x - y
    weight = weight - 0.2 * np.mean(2 * error * x)
print(weight)
# --8<-- [end:simplest]

# --8<-- [start:line]
import matplotlib.pyplot as plt

plt.plot(x, y, "o")
plt.plot(x, 0 * x, label="before: weight 0")
plt.plot(x, weight * x, label=f"after: weight {weight:.2f}")
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
plt.show()
# --8<-- [end:line]


# --8<-- [start:loss]
def loss(predictions, labels):
    return np.mean((predictions - labels) ** 2)


for candidate in [0, 1, 2, 3]:
    print("weight", candidate, "loss", loss(candidate * x, y).round(2))
# --8<-- [end:loss]

# --8<-- [start:errors]
figure, axes = plt.subplots(1, 2, figsize=(5, 2.8), sharey=True)
for axis, candidate in zip(axes, [1, 2], strict=True):
    axis.plot(x, y, "o", markersize=4)
    axis.plot(x, candidate * x)
    axis.vlines(x, candidate * x, y, linewidth=1, color="C3")
    axis.set_title(f"weight {candidate}: loss {loss(candidate * x, y):.2f}")
plt.show()
# --8<-- [end:errors]


# --8<-- [start:descent]
def slope(weight):
    return np.mean(2 * (weight * x - y) * x)


path = [0.0]
for _ in range(50):
    path.append(path[-1] - 0.2 * slope(path[-1]))
print(np.round(path[:5], 3), "...", np.round(path[-1], 3))
# --8<-- [end:descent]

# --8<-- [start:valley]
figure, axes = plt.subplots()
weights = np.linspace(-0.5, 4.5, 101)
axes.plot(weights, [loss(one * x, y) for one in weights])
axes.plot(path, [loss(one * x, y) for one in path], "o-", markersize=4)
axes.set(xlabel="weight", ylabel="loss")
plt.show()
# --8<-- [end:valley]

# --8<-- [start:descent_check]
best = np.sum(x * y) / np.sum(x * x)  # at the valley's bottom
heights = [loss(one * x, y) for one in path]
assert np.isclose(path[-1], weight)
assert abs(weight - best) < 0.1
assert np.all(np.diff(heights) < 0)
for one in [-1.0, 0.5, 3.0]:
    rise = loss((one + 1e-6) * x, y) - loss(one * x, y)
    assert np.isclose(rise / 1e-6, slope(one), rtol=1e-3)
# --8<-- [end:descent_check]

# --8<-- [start:keras_line]
import keras
from keras.layers import Dense

model = keras.Sequential([keras.Input((1,)), Dense(1, use_bias=False)])
model.set_weights([np.zeros((1, 1))])
model.compile(optimizer=keras.optimizers.SGD(0.2), loss="mse")
model.fit(x, y, batch_size=40, epochs=50, verbose=0)

keras_weight = model.get_weights()[0].item()
print("NumPy", round(weight, 5), "Keras", round(keras_weight, 5))
# --8<-- [end:keras_line]

# --8<-- [start:keras_line_check]
assert np.isclose(keras_weight, weight, atol=1e-5)
# --8<-- [end:keras_line_check]


# --8<-- [start:curve]
def points(count):
    x = rng.permutation(np.linspace(-1, 1, count))[:, None]
    return x, np.sin(3 * x) + rng.normal(0, 0.3, (count, 1))


x, y = points(40)
straight = np.polyfit(x[:, 0], y[:, 0], 1)
best_line = np.polyval(straight, x)
print("loss of the best line:", loss(best_line, y).round(3))
# --8<-- [end:curve]

# --8<-- [start:units]
grid = np.linspace(-1, 1, 201)[:, None]
figure, axes = plt.subplots()
for w, b in [(1, 0), (5, 0), (5, 3)]:
    axes.plot(grid, np.tanh(w * grid + b), label=f"weight {w}, bias {b}")
axes.set(xlabel="what goes in", ylabel="what comes out")
axes.legend()
plt.show()
# --8<-- [end:units]


# --8<-- [start:network]
def predict(weights, x):
    w1, b1, w2, b2 = weights
    return np.tanh(x @ w1 + b1) @ w2 + b2


first = [
    rng.normal(0, 3, (1, 8)),
    rng.normal(0, 3, 8),
    np.zeros((8, 1)),
    np.zeros(1),
]
print("parameters:", sum(part.size for part in first))
# --8<-- [end:network]


# --8<-- [start:picture]
def draw(axes, weights):
    w1, _, w2, _ = weights
    rows = np.linspace(1, -1, w1.shape[1])
    for row, left, right in zip(rows, w1[0], w2[:, 0], strict=True):
        for ends, one in [([0, 1], left), ([1, 2], right)]:
            heights = [0, row] if ends[0] == 0 else [row, 0]
            color = "gray" if one == 0 else "C0" if one > 0 else "C3"
            axes.plot(ends, heights, color, linewidth=0.5 + abs(one))
    axes.plot(
        [0, *np.ones_like(rows), 2], [0, *rows, 0], "o", c="gray", ms=13
    )
    axes.text(-0.12, 0, "input", ha="right", va="center")
    axes.text(1, 1.18, "hidden layer", ha="center")
    axes.text(2.12, 0, "prediction", va="center")
    axes.set(xlim=(-0.6, 2.9), ylim=(-1.2, 1.4))
    axes.axis("off")


# --8<-- [end:picture]

# --8<-- [start:network_picture]
figure, axes = plt.subplots()
draw(axes, first)
plt.show()
# --8<-- [end:network_picture]


# --8<-- [start:step]
def step(weights, x, y, rate):
    w1, b1, w2, b2 = weights
    hidden = np.tanh(x @ w1 + b1)
    after = 2 * (hidden @ w2 + b2 - y) / len(x)
    before = after @ w2.T * (1 - hidden**2)
    gradient = [x.T @ before, before.sum(0), hidden.T @ after, after.sum(0)]
    return [w - rate * g for w, g in zip(weights, gradient, strict=True)]


# --8<-- [end:step]

# --8<-- [start:train]
trained, batch_losses = first, []
for _ in range(100):  # epochs
    for start in range(0, 40, 8):
        x_batch, y_batch = x[start : start + 8], y[start : start + 8]
        batch_losses.append(loss(predict(trained, x_batch), y_batch))
        trained = step(trained, x_batch, y_batch, rate=0.1)
print("steps:", len(batch_losses))
print("loss before:", loss(predict(first, x), y).round(3))
print("loss after: ", loss(predict(trained, x), y).round(3))
# --8<-- [end:train]

# --8<-- [start:train_check]
nudged = [part.copy() for part in trained]
taken = [
    old - new
    for old, new in zip(trained, step(trained, x, y, 1), strict=True)
]
for part, gradient in zip(nudged, taken, strict=True):
    here = loss(predict(nudged, x), y)
    part.flat[0] += 1e-6
    rise = loss(predict(nudged, x), y) - here
    assert np.isclose(rise / 1e-6, gradient.flat[0], rtol=1e-3, atol=1e-5)
    part.flat[0] -= 1e-6
assert loss(predict(trained, x), y) < loss(best_line, y) / 1.5

whole = first  # as many epochs, but all points in each step
for _ in range(100):
    whole = step(whole, x, y, rate=0.1)
assert loss(predict(whole, x), y) > 1.1 * loss(predict(trained, x), y)

as_many = first  # as many steps as with batches, and all points in each
for _ in batch_losses:
    as_many = step(as_many, x, y, rate=0.1)
assert loss(predict(as_many, x), y) < 1.05 * loss(predict(trained, x), y)
# --8<-- [end:train_check]

# --8<-- [start:losses]
means = np.reshape(batch_losses, (100, 5)).mean(axis=1)  # of each epoch
figure, axes = plt.subplots()
axes.plot(np.arange(50) / 5, batch_losses[:50], ".-", linewidth=1)
axes.plot(np.arange(10) + 0.4, means[:10], "o-")
axes.legend(["loss of each step's batch", "mean of the epoch"])
axes.set(xlabel="epochs", ylabel="loss", xticks=range(11), ylim=(0, 0.8))
plt.show()
# --8<-- [end:losses]

# --8<-- [start:fit]
figure, (left, right) = plt.subplots(2, 1, figsize=(5, 5), sharex=True)
w1, b1, w2, b2 = trained
left.plot(grid, np.tanh(grid @ w1 + b1) * w2[:, 0], linewidth=1)
left.set_title("what each neuron adds")
right.plot(x, y, "o", markersize=4)
right.plot(grid, predict(trained, grid), label="their sum, the prediction")
right.plot(grid, np.sin(3 * grid), "--", label="the true curve")
right.legend()
plt.show()
# --8<-- [end:fit]

# --8<-- [start:keras]
model = keras.Sequential(
    [keras.Input((1,)), Dense(8, activation="tanh"), Dense(1)]
)
model.set_weights(first)
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
history = model.fit(
    x, y, batch_size=8, epochs=100, shuffle=False, verbose=0
)
pairs = list(zip(trained, model.get_weights(), strict=True))
print("NumPy", pairs[2][0][:4, 0].round(4))
print("Keras", pairs[2][1][:4, 0].round(4))
# --8<-- [end:keras]

# --8<-- [start:keras_check]
gap = max(np.abs(ours - theirs).max() for ours, theirs in pairs)
assert gap < 1e-3
assert np.allclose(history.history["loss"], means, rtol=1e-3)
# --8<-- [end:keras_check]

# --8<-- [start:overfit]
x_few, y_few = points(20)
x_new, y_new = points(200)
wide = [
    rng.normal(0, 40, (1, 200)),
    rng.normal(0, 40, 200),
    np.zeros((200, 1)),
    np.zeros(1),
]


def train_long(x, y):
    kept, weights = [], wide
    for _ in range(300):
        for _ in range(10):
            weights = step(weights, x, y, rate=0.005)
        kept.append(weights)
    return kept


kept = train_long(x_few, y_few)
training = [loss(predict(one, x_few), y_few) for one in kept]
held_out = [loss(predict(one, x_new), y_new) for one in kept]
turn = int(np.argmin(held_out))
for name, losses in [("training", training), ("held-out", held_out)]:
    print(f"{name} loss: {losses[turn]:.3f} at the turn,", end=" ")
    print(f"{losses[-1]:.3f} at the end")
# --8<-- [end:overfit]

# --8<-- [start:overfit_check]
assert training[-1] < 0.02 < training[turn]
assert held_out[-1] > 1.2 * held_out[turn]
assert training[-1] < loss(np.sin(3 * x_few), y_few) / 4
# --8<-- [end:overfit_check]

# --8<-- [start:overfit_curves]
figure, axes = plt.subplots()
steps = np.arange(10, 3001, 10)
axes.plot(steps, training, label="20 training points")
axes.plot(steps, held_out, label="200 held-out points")
axes.axvline(steps[turn], linestyle=":", color="gray", label="the turn")
axes.set(xlabel="step", ylabel="loss", xscale="log", ylim=(0, 0.5))
axes.legend()
plt.show()
# --8<-- [end:overfit_curves]

# --8<-- [start:overfit_fits]
figure, axes = plt.subplots()
axes.plot(x_new, y_new, ".", color="gray", markersize=3)
axes.plot(x_few, y_few, "o")
axes.plot(grid, predict(kept[turn], grid), label="at the turn")
axes.plot(grid, predict(kept[-1], grid), label="at the end")
axes.set_ylim(-2, 2)
axes.legend()
plt.show()
# --8<-- [end:overfit_fits]

# --8<-- [start:val]
model = keras.Sequential(
    [keras.Input((1,)), Dense(200, activation="tanh"), Dense(1)]
)
model.set_weights(wide)
model.compile(optimizer=keras.optimizers.SGD(0.005), loss="mse")
stopping = keras.callbacks.EarlyStopping(
    patience=10, restore_best_weights=True
)
run = model.fit(
    x_few,
    y_few,
    batch_size=20,
    epochs=3000,
    validation_data=(x_new, y_new),
    callbacks=[stopping],
    verbose=0,
)
val_loss = run.history["val_loss"]
print("NumPy", np.round(held_out[:5], 3))
print("Keras", np.round(val_loss[9:50:10], 3))
print("epochs:", len(val_loss))
# --8<-- [end:val]

# --8<-- [start:val_check]
assert np.allclose(val_loss[9:50:10], held_out[:5], rtol=1e-2)
assert len(val_loss) < 300
restored = loss(model.predict(x_new, verbose=0), y_new)
assert np.isclose(restored, min(val_loss), rtol=1e-4)
# --8<-- [end:val_check]

# --8<-- [start:more]
x_many, y_many = points(200)
x_test, y_test = points(200)
more = train_long(x_many, y_many)


def tested(weights):
    return loss(predict(weights, x_test), y_test).round(3)


print("20 points, stopped at the turn:", tested(kept[turn]))
print("20 points, to the end:         ", tested(kept[-1]))
print("200 points, to the end:        ", tested(more[-1]))
# --8<-- [end:more]

# --8<-- [start:more_check]
assert tested(kept[-1]) > 1.2 * tested(kept[turn])
assert tested(kept[-1]) > 1.2 * tested(more[-1])

squares = np.array([(predict(one, x_new) - y_new) ** 2 for one in kept])
by_ten = squares.reshape(len(kept), 20, 10).mean(axis=2)
lucky = by_ten.min(axis=0).mean()
unlucky = np.mean([tested(kept[one]) for one in by_ten.argmin(axis=0)])
assert lucky < 0.95 * unlucky
# --8<-- [end:more_check]


# --8<-- [start:choices_check]
def end(rate, batch=40, epochs=100, start=first):
    weights = start
    for _ in range(epochs):
        for at in range(0, 40, batch):
            here = slice(at, at + batch)
            weights = step(weights, x[here], y[here], rate)
    return loss(predict(weights, x), y)


one_neuron = [first[0][:, :1], first[1][:1], first[2][:1], first[3]]
assert end(1.0) > 1e6 > end(0.1)
assert end(0.01) > 1.1 * end(0.1)
assert end(0.1) > 1.1 * end(0.1, epochs=500)
assert end(0.1) > 1.1 * end(0.1, batch=8)
assert end(0.1, batch=1) > end(0.01, batch=1)
assert end(0.1, batch=8, start=one_neuron) > 1.2 * end(0.1, batch=8)
# --8<-- [end:choices_check]
