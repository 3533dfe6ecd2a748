from contextlib import suppress

# isort: split
# --8<-- [start:setup]
import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(0)  # Python, NumPy, TensorFlow
# --8<-- [end:setup]

# --8<-- [start:make]
table = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
zeros, sevens = tf.zeros([2, 3]), tf.fill([2, 3], 7)
count, steps = tf.range(6), tf.linspace(0.0, 1.0, 5)
noise = tf.random.normal([100, 3])
hot = tf.one_hot([0, 2], depth=3)
print(table.shape, table.dtype.name, table.ndim)
array = table.numpy()  # to NumPy; back: tf.constant(array)
# --8<-- [end:make]

# --8<-- [start:dtypes]
whole = tf.cast(table, tf.int32)  # tensors need it
small = tf.saturate_cast(1000.0, tf.uint8)  # stops at the limit
print(whole.dtype.name)
print(tf.constant(300, tf.uint8).numpy())  # wraps, no error
# --8<-- [end:dtypes]

# --8<-- [start:index]
print(table[0].numpy(), table[:, -1].numpy())
print(tf.gather(table, [2, 0], axis=1).numpy().tolist())
print(tf.boolean_mask(table, table > 3).numpy())
clipped = tf.where(table > 3, table, 0.0)
# --8<-- [end:index]

# --8<-- [start:shape]
tall = tf.reshape(table, [3, -1])  # the same order
turned = tf.transpose(table)  # other axes
batch = tf.expand_dims(table, 0)  # or table[None]
joined = tf.concat([table, table], axis=0)
stacked = tf.stack([table, table])  # a new axis
print(tall.shape, turned.shape, batch.shape)
print(joined.shape, stacked.shape)
# --8<-- [end:shape]

# --8<-- [start:broadcast]
centred = table - tf.reduce_mean(table, axis=0)
outer = steps[:, None] * tf.constant([1.0, 10.0])
print(centred.shape, outer.shape, (table @ turned).shape)
print(tf.reduce_max(table, axis=1, keepdims=True).shape)
print(tf.argmax(table, axis=1).numpy())  # positions
# --8<-- [end:broadcast]

# --8<-- [start:ragged]
rows = tf.ragged.constant([[1, 2], [3]])
print(rows.row_lengths().numpy(), rows.to_tensor(0).shape)
# --8<-- [end:ragged]

# --8<-- [start:variable]
w = tf.Variable(tf.zeros([3, 1]), name="w")
w.assign(tf.ones([3, 1]))
w.assign_sub(0.1 * tf.ones([3, 1]))
print(w.numpy().ravel(), w.trainable)
# --8<-- [end:variable]

# --8<-- [start:gradient]
x = tf.constant(3.0)
with tf.GradientTape() as tape:
    tape.watch(x)  # trainable variables are watched
    y = x**3
print(tape.gradient(y, x).numpy())
with tf.GradientTape() as outside:
    outside.watch(x)
    with tf.GradientTape() as inside:
        inside.watch(x)
        y = x**3
    slope = inside.gradient(y, x)
print(outside.gradient(slope, x).numpy())
# --8<-- [end:gradient]

# --8<-- [start:several]
with tf.GradientTape(persistent=True) as tape:
    tape.watch(table)
    sums = tf.reduce_sum(table**2, axis=1)
    total = tf.reduce_sum(sums)
by_cell, by_row = tape.gradient(total, [table, sums])
each = tape.jacobian(sums, table)  # one for each output
clipped, norm = tf.clip_by_global_norm([by_cell], 1.0)
print(by_cell.shape, by_row.shape, each.shape)
# --8<-- [end:several]

# --8<-- [start:none]
with tf.GradientTape() as tape:
    far = tf.stop_gradient(w) * 2.0
print(tape.gradient(far, w))  # None: no path to w
# --8<-- [end:none]

# --8<-- [start:step]
labels = noise @ [[1.0], [2.0], [3.0]]
model = keras.Sequential(
    [keras.Input((3,)), keras.layers.Dense(1)]
)
optimizer = keras.optimizers.Adam(0.1)


@tf.function
def train_step(inputs, labels):
    with tf.GradientTape() as tape:
        predictions = model(inputs, training=True)
        loss = tf.reduce_mean((predictions - labels) ** 2)
    weights = model.trainable_variables
    optimizer.apply(tape.gradient(loss, weights), weights)
    return loss


for _ in range(200):
    loss = train_step(noise, labels)
kernel, bias = model.get_weights()
print(loss.numpy().round(4), kernel.ravel().round(1))
# --8<-- [end:step]


# --8<-- [start:function]
@tf.function(
    input_signature=[tf.TensorSpec([None], tf.float32)],
    jit_compile=False,  # or True: compile with XLA
)
def length(vector):
    print("tracing")  # tf.print prints at each call
    return tf.sqrt(tf.reduce_sum(vector**2))


print(length(tf.ones(4)).numpy(), length(tf.ones(9)).numpy())
print(length.experimental_get_tracing_count(), "trace")
# --8<-- [end:function]

# --8<-- [start:function_check]
made = []


@tf.function
def makes_more(x):
    if len(made) < x.shape[0]:
        made.append(tf.Variable(0.0))
    return made[-1] + x


makes_more(tf.ones(1))
refusal = ""
try:
    makes_more(tf.ones(2))
except ValueError as error:
    refusal = str(error)
assert "on the first call" in refusal
# --8<-- [end:function_check]


# --8<-- [start:flow]
@tf.function
def halvings(n):
    count = 0
    while n > 1:  # n is a tensor: loops in the graph
        n, count = n // 2, count + 1
    return count


print(halvings(tf.constant(1000)).numpy())
graph = halvings.get_concrete_function(tf.constant(1)).graph
print([operation.type for operation in graph.get_operations()])
with tf.summary.create_file_writer("logs").as_default():
    tf.summary.graph(graph)  # for TensorBoard
# --8<-- [end:flow]

# --8<-- [start:debug]
tf.config.run_functions_eagerly(True)  # print, breakpoint
train_step(noise, labels)
tf.config.run_functions_eagerly(False)
# --8<-- [end:debug]

# --8<-- [start:random]
same = tf.random.stateless_normal([2], seed=[1, 0])
first, second = tf.random.split([1, 0], 2)
epoch_7 = tf.random.fold_in([1, 0], 7)
generator = tf.random.Generator.from_seed(1)  # own state
seeds = keras.random.SeedGenerator(1)  # in layers of your own
order = tf.data.Dataset.range(5).shuffle(
    5, seed=1, reshuffle_each_iteration=False
)
noisy = order.map(  # the element seeds its own number
    lambda n: tf.random.stateless_normal([], seed=[1, n]),
    num_parallel_calls=tf.data.AUTOTUNE,
)
# --8<-- [end:random]

# --8<-- [start:seeds]
for _ in range(2):
    tf.random.set_seed(1)  # back to the beginning
    draws = [tf.random.uniform([]) for _ in range(2)]
    print(np.round(draws, 3))
keras.utils.set_random_seed(1)  # what layers go by
layer = keras.layers.Dense(2)  # draws its seed now
tf.config.experimental.enable_op_determinism()  # costs speed
# --8<-- [end:seeds]

# --8<-- [start:check]
assert np.allclose(kernel, [[1.0], [2.0], [3.0]], atol=0.1)
assert np.array_equal(
    *[[n.numpy() for n in noisy] for _ in range(2)]
)
kernels = []
for _ in range(2):
    keras.utils.set_random_seed(1)
    layer = keras.layers.Dense(2)
    layer.build((None, 2))
    kernels.append(layer.kernel.numpy())
assert np.array_equal(*kernels)
again = tf.random.stateless_normal([2], seed=[1, 0])
assert np.array_equal(same, again)
assert length.experimental_get_tracing_count() == 1
assert halvings(tf.constant(1000)) == 9
assert np.allclose(by_cell, 2 * table)
assert each.shape == (2, 2, 3)
assert small == 255
assert np.array_equal(tall[1], [3.0, 4.0])
# --8<-- [end:check]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:wrong_dtype]
    small * tf.constant(0.5)  # tf.cast(small, tf.float32)
    # --8<-- [end:wrong_dtype]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:wrong_shape]
    table * tf.constant([1.0, 2.0])  # add [:, None]
    # --8<-- [end:wrong_shape]

with suppress(RuntimeError):
    # --8<-- [start:wrong_tape]
    with tf.GradientTape() as tape:  # fix: persistent=True
        cost = tf.reduce_sum(w**2)
    tape.gradient(cost, w)
    tape.gradient(cost, w)
    # --8<-- [end:wrong_tape]
