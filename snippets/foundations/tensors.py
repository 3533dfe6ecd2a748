from contextlib import suppress  # isort: split

# --8<-- [start:setup]
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from skimage import data

number = tf.constant(7)
row = tf.constant([1.5, 2.5, 3.5])
table = tf.constant([[1, 2, 3], [4, 5, 6]])
image = tf.constant(data.astronaut())

for tensor in (number, row, table, image):
    print(tensor.ndim, tensor.shape, tensor.dtype.name)
# --8<-- [end:setup]

# --8<-- [start:value]
table
# --8<-- [end:value]

# --8<-- [start:dtypes]
print(tf.constant(1.5).dtype.name, "from Python")
print(tf.constant(3_000_000_000).dtype.name, "from a large integer")
print(tf.constant(np.array(1.5)).dtype.name, "from NumPy")
print((row + np.array(1.5)).dtype.name, "from float32 + NumPy")
print((image + 1).dtype.name, "from uint8 + 1")
print((image / 255).dtype.name, "from uint8 / 255")
print((table / 2).dtype.name, "from int32 / 2")
print(tf.reduce_mean(table[:, 0]), "as the mean of 1 and 4")
# --8<-- [end:dtypes]

# --8<-- [start:dtypes_check]
assert tf.constant(1.5).dtype == (image / 255).dtype == tf.float32
assert tf.constant(np.array(1.5)).dtype == (table / 2).dtype == tf.float64
assert tf.constant(1).dtype == tf.int32
assert tf.constant(2**31 - 1).dtype == tf.int32
assert tf.constant(2**31).dtype == tf.int64
for kind in (tf.uint8, tf.int64, tf.float16, tf.float64):
    assert (tf.ones(1, kind) + 1).dtype == kind
assert (tf.ones(1, tf.float64) * 1.5).dtype == tf.float64
assert type(number.numpy()) is np.int32 and type(int(number)) is int


def refuses(number):
    try:
        table + number
    except (TypeError, ValueError, tf.errors.InvalidArgumentError):
        return True
    return False


assert refuses(1.5) and refuses(2.0) and not refuses(2)
assert tf.reduce_mean(table[:, 0]) == 2
assert tf.reduce_mean(tf.cast(table[:, 0], tf.float32)) == 2.5
# --8<-- [end:dtypes_check]


# --8<-- [start:slices]
def show(**pictures):
    _, axes = plt.subplots(1, len(pictures), figsize=(5, 2))
    for axis, (title, picture) in zip(axes, pictures.items(), strict=True):
        axis.imshow(picture, cmap="gray", interpolation="none")
        axis.set_title(title)
        axis.axis("off")
    plt.show()


image = image[:192:3, 128:320:3]
show(crop=image[11:43, 16:48], mirror=image[:, ::-1], thin=image[::4, ::4])
print("crop", image[11:43, 16:48].shape, "thin", image[::4, ::4].shape)
print("red", image[:, :, 0].shape, "one row", image[0].shape)
# --8<-- [end:slices]

with suppress(TypeError):
    # --8<-- [start:assign]
    image[0] = 0
    # --8<-- [end:assign]

# --8<-- [start:changed]
print(tf.where(table > 4, 0, table).numpy())
variable = tf.Variable(table)
variable[0, 0].assign(9)
print(variable.numpy())
# --8<-- [end:changed]

# --8<-- [start:changed_check]
assert int(table[0, 0]) == 1
assert variable.numpy().tolist() == [[9, 2, 3], [4, 5, 6]]
# --8<-- [end:changed_check]


# --8<-- [start:reshape]
def draw(axis, title, values, own=None):
    """Draws cells; those that the tensor itself has are darker."""
    for (y, x), value in np.ndenumerate(values):
        alpha = 0.6 if own is None or own[y, x] else 0.15
        axis.add_patch(plt.Rectangle((x, y), 1, 1, alpha=alpha))
        axis.text(x + 0.5, y + 0.5, value, ha="center", va="center")
    height, width = values.shape
    axis.set(title=title, xlim=(0, width), ylim=(height, 0), aspect=1)
    axis.axis("off")


_, axes = plt.subplots(1, 3, figsize=(5, 1.8))
draw(axes[0], "table", table)
draw(axes[1], "reshape", tf.reshape(table, (3, 2)))
draw(axes[2], "transpose", tf.transpose(table))
plt.show()
# --8<-- [end:reshape]

# --8<-- [start:channels]
moved = tf.transpose(image, (2, 0, 1))
scrambled = tf.reshape(image, (3, 64, 64))
print(moved.shape, scrambled.shape)
show(transpose=moved[0], reshape=scrambled[0])
# --8<-- [end:channels]

# --8<-- [start:channels_check]
assert moved.shape == scrambled.shape == (3, 64, 64)
assert np.array_equal(moved[0], image[:, :, 0])
assert not np.array_equal(scrambled[0], image[:, :, 0])
assert np.array_equal(tf.reshape(scrambled, -1), tf.reshape(image, -1))
# --8<-- [end:channels_check]

# --8<-- [start:join]
print("concat ", tf.concat([table, table], axis=0).shape)
print("stack  ", tf.stack([table, table]).shape)
print("gather ", tf.gather(table, [2, 0], axis=1).numpy().tolist())
print("mask   ", tf.boolean_mask(table, table > 3).numpy())
print("-1     ", tf.reshape(table, (3, -1)).shape)
print("squeeze", tf.squeeze(tf.ones((5, 1)), axis=-1).shape)
print("sums   ", tf.reduce_sum(table, axis=1, keepdims=True).shape)
print("product", (table @ tf.transpose(table)).numpy().tolist())
# --8<-- [end:join]

# --8<-- [start:broadcast]
tens = tf.constant([[0], [10], [20]])
ones = tf.constant([1, 2, 3, 4])
print(tens.shape, "and", ones.shape, "make", (tens + ones).shape)
# --8<-- [end:broadcast]

# --8<-- [start:grid]
shape = tf.broadcast_static_shape(tens.shape, ones.shape)
_, axes = plt.subplots(1, 3, figsize=(5, 1.7))
for axis, tensor in zip(axes, (tens, ones, tens + ones), strict=True):
    height, width = (1, *tensor.shape)[-2:]  # a missing axis is one long
    own = np.zeros(shape, bool)
    own[:height, :width] = True
    draw(axis, str(tensor.shape), tf.broadcast_to(tensor, shape), own)
plt.show()
# --8<-- [end:grid]

# --8<-- [start:fade]
ramp = tf.linspace(1.0, 0.0, 64)
tint = tf.constant([1.0, 0.8, 0.5])
pixels = image / 255
warm = pixels * tint
across = pixels * ramp[:, None]
down = pixels * ramp[:, None, None]
show(warm=warm, across=across, down=down)
# --8<-- [end:fade]

# --8<-- [start:broadcast_check]
assert (tens + ones).shape == shape == (3, 4)
assert np.array_equal(tens + ones, tf.broadcast_to(tens, shape) + ones)
assert np.allclose(warm[:, :, 2], pixels[:, :, 2] * 0.5)
assert np.allclose(across[:, 63], 0) and np.allclose(down[63], 0)


def fits(*shapes):
    try:
        tf.broadcast_static_shape(*map(tf.TensorShape, shapes))
    except ValueError:
        return False
    return True


assert fits((3, 64, 64, 3), (3,)) and not fits((4, 64, 64, 3), (4,))
# --8<-- [end:broadcast_check]

# --8<-- [start:ragged]
words = tf.strings.split(["to be", "or not to be"])
print(words.shape, words.row_lengths().numpy())
lengths = tf.cast(tf.strings.length(words), tf.float32)
print("mean length of a word:", tf.reduce_mean(lengths, axis=1).numpy())
print(words.to_tensor(default_value="-").numpy())
# --8<-- [end:ragged]

# --8<-- [start:ragged_check]
assert words.shape == (2, None)
padded_mean = tf.reduce_mean(lengths.to_tensor(), axis=1)
assert tf.reduce_mean(lengths, axis=1)[0] == 2 * padded_mean[0]
# --8<-- [end:ragged_check]

with suppress(ValueError):
    # --8<-- [start:jagged]
    tf.constant([[1, 2], [3]])
    # --8<-- [end:jagged]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:mismatch]
    image * tf.constant(0.5)
    # --8<-- [end:mismatch]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:incompatible]
    factors = tf.constant([10, 100])
    table * factors
    # --8<-- [end:incompatible]

# --8<-- [start:mended]
print(tf.cast(image, tf.float32)[0, 0] * 0.5)
print(table * factors[:, None])
# --8<-- [end:mended]

# --8<-- [start:silent]
labels = tf.constant([1.0, 2.0, 3.0])
predictions = tf.constant([[1.0], [2.0], [3.0]])  # as a model gives them
print("wrong:", tf.reduce_mean((labels - predictions) ** 2).numpy())
print("right:", tf.reduce_mean((labels - predictions[:, 0]) ** 2).numpy())
# --8<-- [end:silent]

# --8<-- [start:wrap]
print(tf.constant(300, tf.uint8))
bright = image + 100
safe = tf.saturate_cast(tf.cast(image, tf.int32) + 100, tf.uint8)
show(image=image, wrapped=bright, saturated=safe)
# --8<-- [end:wrap]

with suppress(OverflowError):
    # --8<-- [start:numpy]
    np.array(300, np.uint8)
    # --8<-- [end:numpy]

# --8<-- [start:wrong_check]
only_mean = tf.fill((3, 1), tf.reduce_mean(labels))
wrong = tf.reduce_mean((labels - predictions) ** 2)
assert tf.reduce_mean((labels - only_mean) ** 2) < wrong
assert tf.constant(300, tf.uint8) == 300 % 256
half = np.ones(1, np.uint8) * np.float32(0.5)
assert half.dtype == np.float32
total = tf.cast(image, tf.int32) + 100
assert np.array_equal(tf.cast(bright, tf.int32), total % 256)
assert np.array_equal(tf.cast(safe, tf.int32), np.minimum(total, 255))
assert np.mean(bright < image) == np.mean(image > 155) > 0.1
# --8<-- [end:wrong_check]

# --8<-- [start:floats]
import ml_dtypes

types = [np.float32, np.float16, ml_dtypes.bfloat16]
formats = {kind.__name__: ml_dtypes.finfo(kind) for kind in types}
for name, form in formats.items():
    largest, step = float(form.max), float(form.eps)
    print(f"{name:8} up to {largest:7.1e}, after 1 comes {1 + step:.7f}")
# --8<-- [end:floats]


# --8<-- [start:bars]
def draw_bits(axes):
    parts = {
        "sign": np.array([1, 1, 1]),
        "exponent": np.array([form.nexp for form in formats.values()]),
        "fraction": np.array([form.nmant for form in formats.values()]),
    }
    begin = np.zeros(3)
    for part, bits in parts.items():
        bars = axes.barh(
            list(formats), bits, left=begin, alpha=0.6, label=part
        )
        axes.bar_label(bars, label_type="center")
        begin += bits
    axes.invert_yaxis()
    axes.set(xlabel="bits", xticks=range(0, 33, 8))
    axes.legend(loc="lower right")


# --8<-- [end:bars]

# --8<-- [start:bits]
_, axes = plt.subplots(figsize=(5, 2))
draw_bits(axes)
plt.show()
# --8<-- [end:bits]

# --8<-- [start:floats_check]
assert formats["bfloat16"].nexp == formats["float32"].nexp
assert [form.nexp for form in formats.values()] == [8, 5, 8]
assert [form.nmant for form in formats.values()] == [23, 10, 7]
assert tf.constant(256, tf.bfloat16) + 1 == 256
assert tf.constant(256, tf.float16) + 1 == 257
assert np.isinf(tf.cast(70_000, tf.float16))
assert np.isfinite(float(tf.cast(70_000, tf.bfloat16)))
# --8<-- [end:floats_check]
