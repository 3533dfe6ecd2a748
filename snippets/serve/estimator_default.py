from contextlib import suppress

# --8<-- [start:first]
import tensorflow as tf

print("TensorFlow", tf.__version__)
for place, name in [
    (tf, "estimator"),
    (tf.compat.v1, "estimator"),
    (tf, "feature_column"),
]:
    print(f"{place.__name__}.{name}: {hasattr(place, name)}")
# --8<-- [end:first]

# --8<-- [start:setup]
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(0)

wine = load_wine(as_frame=True)
train, test, train_labels, test_labels = train_test_split(
    wine.data, wine.target, test_size=0.3, random_state=0
)
scaler = StandardScaler().set_output(transform="pandas").fit(train)
train, test = scaler.transform(train), scaler.transform(test)
print(f"TensorFlow {tf.__version__}, Keras {keras.__version__}")
# --8<-- [end:setup]

# --8<-- [start:build]
model = keras.Sequential(
    [
        keras.Input((train.shape[1],)),
        layers.Dense(16, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(0.01),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
# --8<-- [end:build]

# --8<-- [start:train]
model.fit(train, train_labels, batch_size=32, epochs=50, verbose=0)
print("Steps taken:", int(model.optimizer.iterations))
# --8<-- [end:train]

# --8<-- [start:evaluate]
scores = model.evaluate(test, test_labels, verbose=0, return_dict=True)
for name, value in scores.items():
    print(f"{name}: {value:.4g}")
# --8<-- [end:evaluate]

# --8<-- [start:seeds]
new_losses = [scores["loss"]]
for seed in [1, 2]:
    keras.utils.set_random_seed(seed)
    other = keras.models.clone_model(model)
    other.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss="sparse_categorical_crossentropy",
    )
    other.fit(train, train_labels, batch_size=32, epochs=50, verbose=0)
    found = other.evaluate(test, test_labels, verbose=0, return_dict=True)
    new_losses.append(found["loss"])
old_losses = np.load("losses.npy").tolist()
assert max(new_losses) < 0.5
# --8<-- [end:seeds]

# --8<-- [start:predict]
predictions = model.predict(test, verbose=0)
print(predictions[0])
# --8<-- [end:predict]

# --8<-- [start:export]
model.export("keras_export", verbose=False)
restored = tf.saved_model.load("keras_export")
served = restored.serve(tf.constant(test, tf.float32))
print("Largest difference:", np.abs(served - predictions).max())
# --8<-- [end:export]

# --8<-- [start:load]
(folder,) = tf.io.gfile.glob("export/*")
loaded = tf.saved_model.load(folder)
for name, signature in sorted(loaded.signatures.items()):
    print(name, signature.structured_input_signature[1])
# --8<-- [end:load]


# --8<-- [start:request]
def serialize(row):
    features = {
        name: tf.train.Feature(float_list=tf.train.FloatList(value=[value]))
        for name, value in row.items()
    }
    example = tf.train.Example(features=tf.train.Features(feature=features))
    return example.SerializeToString()


request = tf.constant([serialize(row) for row in test.to_dict("records")])
answer = loaded.signatures["predict"](examples=request)
now = answer["probabilities"].numpy()
then = np.load("probabilities.npy")
difference = np.abs(now - then).max()
print(len(now), "wines, largest difference:", difference)
# --8<-- [end:request]

# --8<-- [start:same]
assert now.shape == then.shape == (len(test), 3)
assert np.allclose(now, then, atol=1e-6)
# --8<-- [end:same]

# --8<-- [start:picture]
wines = np.arange(len(test))
truth = test_labels.to_numpy()
order = np.argsort(then[wines, truth])
_, ax = plt.subplots()
for values, marker, size, fill, name in [
    (then, "o", 8, "none", "Estimator, 2.15.1"),
    (now, "o", 3, "full", "its export, served today"),
    (predictions, "x", 5, "full", "Keras model, trained today"),
]:
    height = values[order, truth[order]]
    ax.plot(height, marker, ms=size, fillstyle=fill, label=name)
ax.set(xlabel="test wine", ylabel="probability of the true class")
ax.legend()
plt.show()
# --8<-- [end:picture]

with suppress(AttributeError):
    # --8<-- [start:gone]
    classifier = tf.estimator.DNNClassifier(
        hidden_units=[16], feature_columns=[], n_classes=3
    )
    # --8<-- [end:gone]

with suppress(ValueError):
    # --8<-- [start:refused]
    keras.models.load_model(folder)
    # --8<-- [end:refused]

with suppress(tf.errors.InvalidArgumentError):
    # --8<-- [start:numbers]
    numbers = tf.constant(test, tf.float32)
    loaded.signatures["predict"](examples=numbers)
    # --8<-- [end:numbers]

# --8<-- [start:layer]
old_model = keras.layers.TFSMLayer(folder, call_endpoint="serving_default")
scores_now = old_model(inputs=request)["scores"]
print("Largest difference:", np.abs(scores_now - then).max())
# --8<-- [end:layer]

# --8<-- [start:carry_over]
weights = {v.name: v.numpy() for v in loaded.variables}
for name, value in weights.items():
    print(name, value.shape)

for layer, name in zip(
    model.layers, ["hiddenlayer_0", "logits"], strict=True
):
    kernel, bias = f"dnn/{name}/kernel:0", f"dnn/{name}/bias:0"
    layer.set_weights([weights[kernel], weights[bias]])

# An Estimator sorts its columns by name before it joins them.
moved = model.predict(test[sorted(test)], verbose=0)
print("Largest difference:", np.abs(moved - then).max())
# --8<-- [end:carry_over]

# --8<-- [start:carry_over_check]
try:
    own_export_loads = bool(keras.models.load_model("keras_export"))
except ValueError:
    own_export_loads = False
assert not own_export_loads
assert np.allclose(scores_now, then, atol=1e-6)
assert np.allclose(moved, then, atol=1e-6)
unsorted = model.predict(test, verbose=0)
assert not np.allclose(unsorted, then, atol=0.1)
# --8<-- [end:carry_over_check]
