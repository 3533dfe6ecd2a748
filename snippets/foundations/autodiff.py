from contextlib import suppress  # isort: split

# --8<-- [start:setup]
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split

x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x**2
slope = tape.gradient(y, x)
slope
# --8<-- [end:setup]

# --8<-- [start:variable]
x.assign(5.0)
x.assign_sub(0.5)  # subtract from it
print(x.numpy(), x.shape, x.dtype.name)
# --8<-- [end:variable]

# --8<-- [start:forward]
inputs = [tf.constant(number) for number in (2.0, 3.0, 1.0, 10.0)]
w, x, b, target = inputs
with tf.GradientTape() as tape:
    tape.watch(inputs)
    loss = tf.square(w * x + b - target)
print([float(slope) for slope in tape.gradient(loss, inputs)])
# --8<-- [end:forward]

# --8<-- [start:record]
operations = []


@tf.function
def record(w, x, b, target):
    with tf.GradientTape() as tape:
        tape.watch([w, x, b, target])
        loss = tf.square(w * x + b - target)
    operations[:] = loss.graph.get_operations()
    tensors = [operation.outputs[0] for operation in operations]
    return tensors, tape.gradient(loss, tensors)


values, gradients = record(*inputs)


def draw_record(axes):
    place = {}
    for operation in operations:
        names = [tensor.op.name for tensor in operation.inputs]
        if names:  # right of its inputs
            column = 1 + max(place.get(name, (0, 0))[0] for name in names)
            place[operation.name] = column, 0
            for name in names:
                row = sum(
                    other == column - 1 for other, _ in place.values()
                )
                place.setdefault(name, (column - 1, -row))

    box = {"boxstyle": "round", "facecolor": "none", "edgecolor": "C0"}
    arrow = {
        "arrowstyle": "->",
        "color": "C0",
        "shrinkA": 17,
        "shrinkB": 21,
    }
    for number, operation in enumerate(operations):
        at = place[operation.name]
        said = f"{operation.name}\n{values[number]:g}"
        axes.text(*at, said, ha="center", va="center", bbox=box)
        slope = f"{gradients[number]:g}"
        axes.text(at[0], at[1] - 0.5, slope, ha="center", color="C1")
        for tensor in operation.inputs:
            axes.annotate("", at, place[tensor.op.name], arrowprops=arrow)
    axes.set(xlim=(-0.5, 4.5), ylim=(-1.6, 0.4))
    axes.axis("off")


# --8<-- [end:record]

# --8<-- [start:graph]
_, axes = plt.subplots(figsize=(5, 2.4))
draw_record(axes)
plt.show()
# --8<-- [end:graph]

# --8<-- [start:graph_check]
with tf.GradientTape() as tape:
    tape.watch(inputs)
    loss = (w * x + b - target) ** 2
eager = tape.gradient(loss, inputs)
assert [op.name for op in operations[:4]] == ["w", "x", "b", "target"]
assert np.allclose(eager, gradients[:4])
assert loss == values[-1] and gradients[-1] == 1
wider = (tf.add(w, 0.001) * x + b - target) ** 2  # by hand
assert np.isclose((wider - loss) / 0.001, eager[0], rtol=0.01)


def gradient_of(f, start):
    at = tf.Variable(start)
    with tf.GradientTape() as tape:
        result = f(at)
    return tape.gradient(result, at)


assert gradient_of(tf.square, 3.0) == 6
# --8<-- [end:graph_check]

# --8<-- [start:data]
measured, progress = load_diabetes(return_X_y=True, scaled=False)
x_train, x_test, y_train, y_test = train_test_split(
    measured.astype("float32"),
    progress.astype("float32"),
    test_size=100,
    random_state=0,
)
mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
x_train = (x_train - mean) / deviation
x_test = (x_test - mean) / deviation
print(x_train.shape, y_train.shape)
# --8<-- [end:data]

# --8<-- [start:descent]
weights = tf.Variable(tf.zeros(10))
bias = tf.Variable(0.0)


def mean_squared_error(x, y):
    predictions = tf.linalg.matvec(x, weights) + bias
    return tf.reduce_mean((predictions - y) ** 2)


losses = []
for _ in range(100):
    with tf.GradientTape() as tape:
        loss = mean_squared_error(x_train, y_train)
    slopes = tape.gradient(loss, [weights, bias])
    weights.assign_sub(0.1 * slopes[0])
    bias.assign_sub(0.1 * slopes[1])
    losses.append(float(loss))
# --8<-- [end:descent]

# --8<-- [start:curve]
table = np.column_stack([x_train, np.ones_like(y_train)])
solution, *_ = np.linalg.lstsq(table, y_train)
best = np.mean((table @ solution - y_train) ** 2)

_, axes = plt.subplots(figsize=(5, 2.6))
axes.plot(losses, label="gradient descent")
axes.axhline(best, color="C1", linestyle="--", label="least squares")
axes.set(xlabel="step", ylabel="loss", ylim=(0, None))
axes.legend()
plt.show()
# --8<-- [end:curve]

# --8<-- [start:descent_check]
assert best < losses[-1] < best * 1.01
assert np.all(np.diff(losses) < 0)
off = mean_squared_error(x_test, y_test) ** 0.5
assert off < 0.9 * np.sqrt(np.mean((y_train.mean() - y_test) ** 2))
# --8<-- [end:descent_check]

# --8<-- [start:with_keras]
import keras

model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(1)])
optimizer = keras.optimizers.SGD(0.1)
for _ in range(100):
    with tf.GradientTape() as tape:
        predictions = model(x_train, training=True)[:, 0]
        loss = tf.reduce_mean((predictions - y_train) ** 2)
    slopes = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(slopes, model.trainable_variables)
print("by hand", losses[-1], "with Keras", float(loss))
# --8<-- [end:with_keras]

# --8<-- [start:with_keras_check]
assert np.isclose(float(loss), losses[-1], rtol=0.01)
# --8<-- [end:with_keras_check]

# --8<-- [start:none]
constant = tf.constant(3.0)
whole = tf.Variable(3)
fraction = tf.Variable(3.0)
fixed = tf.Variable(3.0, trainable=False)
state = tf.Variable(0.0)
with tf.GradientTape(persistent=True) as tape:
    lost = {
        "a constant": (constant**2, constant),
        "an integer": (whole**2, whole),
        "trainable=False": (fixed**2, fixed),
        "through NumPy": (tf.constant(fraction.numpy() ** 2), fraction),
        "tf.round": (tf.round(fraction), fraction),
        "tf.stop_gradient": (tf.stop_gradient(fraction), fraction),
        "through assign": (state.assign(fraction) + 1.0, fraction),
    }
lost["after the with"] = fraction**2, fraction
for name, (result, source) in lost.items():
    print(f"{name:17}", tape.gradient(result, source))
# --8<-- [end:none]

# --8<-- [start:none_check]
assert all(
    tape.gradient(result, source) is None
    for result, source in lost.values()
)
assert set(map(id, tape.watched_variables())) == {
    id(watched) for watched in (whole, fraction, state)
}
for f in (tf.floor, tf.round, lambda x: tf.cast(x > 2.5, tf.float32)):
    assert gradient_of(f, 3.0) is None
with tf.GradientTape() as watching:
    watching.watch(fixed)
    square = fixed**2
assert watching.gradient(square, fixed) == 6
# --8<-- [end:none_check]

with suppress(TypeError):
    # --8<-- [start:lost]
    speed = tf.Variable(3.0)
    for _ in range(2):
        with tf.GradientTape() as tape:
            cost = speed**2
        speed = speed - 0.1 * tape.gradient(cost, speed)
    # --8<-- [end:lost]

# --8<-- [start:watch]
with tf.GradientTape() as tape:
    tape.watch(constant)
    square = constant**2
print(tape.gradient(square, constant))
# --8<-- [end:watch]

with suppress(RuntimeError):
    # --8<-- [start:twice]
    tape.gradient(square, constant)
    # --8<-- [end:twice]

# --8<-- [start:nan]
counts = tf.Variable([0.0, 1.0, 2.0])
with tf.GradientTape() as tape:
    logs = tf.where(counts > 0, tf.math.log(counts), 0.0)
print("values   ", logs.numpy())
print("gradients", tape.gradient(logs, counts).numpy())
# --8<-- [end:nan]

# --8<-- [start:mended]
with tf.GradientTape() as tape:
    safe = tf.where(counts > 0, counts, 1.0)
    logs = tf.where(counts > 0, tf.math.log(safe), 0.0)
print("gradients", tape.gradient(logs, counts).numpy())
# --8<-- [end:mended]

# --8<-- [start:wrong_check]
assert not isinstance(speed, tf.Variable)


def slope_at_0(f, guarded):
    zero = tf.Variable(0.0)
    with tf.GradientTape() as tape:
        inner = tf.where(zero > 0, zero, 1.0) if guarded else zero
        result = tf.where(zero > 0, f(inner), 0.0)
    assert result == 0
    return tape.gradient(result, zero)


def power(x):
    return x**0.5


for f in (tf.math.log, power, tf.sqrt):
    assert slope_at_0(f, guarded=True) == 0
assert np.isnan(slope_at_0(tf.math.log, guarded=False))
assert np.isnan(slope_at_0(power, guarded=False))
assert slope_at_0(tf.sqrt, guarded=False) == 0

zero = tf.Variable(0.0)


@tf.function(jit_compile=True)
def compiled_slope():
    with tf.GradientTape() as tape:
        root = tf.where(zero > 0, tf.sqrt(zero), 0.0)
    return tape.gradient(root, zero)


pair = tf.Variable([1.0, 2.0])
with tf.GradientTape() as recording:
    three = pair[0] * tf.constant([1.0, 2.0, 4.0])
jacobian = recording.jacobian(three, pair)[:, 0].numpy()
compiled = float(compiled_slope())
assert np.isnan(compiled)
# --8<-- [end:wrong_check]
