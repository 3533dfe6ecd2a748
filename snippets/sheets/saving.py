from contextlib import suppress

# isort: split
# --8<-- [start:setup]
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(0)
x = np.random.default_rng(0).normal(size=(256, 4))
y = x.sum(axis=1, keepdims=True)
model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, verbose=0)
before = model.predict(x, verbose=0)
# --8<-- [end:setup]

# --8<-- [start:whole]
model.save("model.keras")
again = keras.models.load_model("model.keras")
reloaded = again.predict(x, verbose=0)
again.fit(x, y, verbose=0)  # with the optimizer's state
print(int(again.optimizer.iterations), "steps")
# --8<-- [end:whole]

# --8<-- [start:weights]
model.save_weights("model.weights.h5")
twin = keras.models.clone_model(model)  # new weights
twin.load_weights("model.weights.h5")
from_file = twin.predict(x, verbose=0)
np.savez("weights.npz", *model.get_weights())
twin.set_weights(np.load("weights.npz").values())
# --8<-- [end:weights]


# --8<-- [start:custom]
@keras.saving.register_keras_serializable("guide")
class Scale(layers.Layer):
    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, x):
        return self.factor * x

    def get_config(self):  # the arguments of __init__
        config = super().get_config()
        return config | {"factor": self.factor}


scaled = keras.Sequential([keras.Input((4,)), Scale(3.0)])
scaled.save("scaled.keras")
loaded = keras.models.load_model("scaled.keras")
print(loaded.layers[0].factor)
# --8<-- [end:custom]

# --8<-- [start:resume]
backup = keras.callbacks.BackupAndRestore("backup")
best = keras.callbacks.ModelCheckpoint(
    "best.keras", monitor="val_loss", save_best_only=True
)
options = {"epochs": 3, "validation_split": 0.25, "verbose": 0}
history = model.fit(x, y, callbacks=[backup, best], **options)
# --8<-- [end:resume]

# --8<-- [start:resume_check]
fresh_best = keras.callbacks.ModelCheckpoint("best.keras").best
crash = keras.callbacks.LambdaCallback(
    on_epoch_begin=lambda epoch, logs: 1 / (2 - epoch)
)
for others in [[crash], []]:
    runs = keras.models.clone_model(model)
    runs.compile(optimizer="adam", loss="mse")
    keeps = keras.callbacks.BackupAndRestore("crashed")
    calls = [keeps, *others]
    try:
        resumed = runs.fit(
            x, y, epochs=3, callbacks=calls, verbose=0
        )
    except ZeroDivisionError:
        assert others
assert resumed.epoch == [2]
# --8<-- [end:resume_check]

# --8<-- [start:loop]
step = tf.Variable(7)  # counts your own steps
point = tf.train.Checkpoint(
    model=model, optimizer=model.optimizer, step=step
)
manager = tf.train.CheckpointManager(point, "points", 3)
print(manager.save(checkpoint_number=step))
kept = model.get_weights()
model.set_weights([0 * weight for weight in kept])
step.assign(0)
point.restore(manager.latest_checkpoint).assert_consumed()
print(step.numpy(), model.get_weights()[0].ravel())
# --8<-- [end:loop]

# --8<-- [start:export]
twin.export("served", verbose=False)  # for predictions only
print(sorted(path.name for path in Path("served").iterdir()))
served = tf.saved_model.load("served")
answers = served.serve(tf.constant(x, tf.float32))
signature = served.signatures["serving_default"]
print(*signature.structured_input_signature[1].values())
# --8<-- [end:export]


# --8<-- [start:signature]
class Doubler(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None])])
    def double(self, values):
        return {"doubled": 2 * values}


module = Doubler()
signatures = {"double": module.double}
tf.saved_model.save(module, "doubler", signatures)
double = tf.saved_model.load("doubler").signatures["double"]
print(double(values=tf.constant([1.0, 2.0])))
# --8<-- [end:signature]

# --8<-- [start:layer]
layer = layers.TFSMLayer("served", call_endpoint="serve")
wrapped = keras.Sequential([keras.Input((4,)), layer])
print(wrapped.predict(x[:1], verbose=0), before[0])
# --8<-- [end:layer]

# --8<-- [start:layer_check]
wrapped.save("wrapped.keras")
try:
    refused = str(keras.models.load_model("wrapped.keras"))
except ValueError as error:
    refused = str(error)
trusted = keras.models.load_model(
    "wrapped.keras", safe_mode=False
)
assert np.allclose(
    trusted.predict(x, verbose=0), before, atol=1e-5
)
# --8<-- [end:layer_check]

# --8<-- [start:check]
assert len(history.epoch) == 3
assert int(again.optimizer.iterations) == 2 * 8
copied = twin.predict(x, verbose=0)
assert np.allclose(copied, before, atol=1e-5)
assert np.allclose(answers, before, atol=1e-5)
assert loaded.layers[0].factor == 3.0
assert step.numpy() == 7
assert all(map(np.array_equal, model.get_weights(), kept))
assert np.allclose(from_file, before, atol=1e-5)
assert np.allclose(reloaded, before, atol=1e-5)
# --8<-- [end:check]

with suppress(ValueError):
    # --8<-- [start:wrong_load]
    keras.models.load_model("served")  # tf.saved_model.load
    # --8<-- [end:wrong_load]

with suppress(TypeError):
    # --8<-- [start:wrong_custom]
    keras.saving.get_custom_objects().clear()
    keras.models.load_model("scaled.keras")
    # --8<-- [end:wrong_custom]

# --8<-- [start:named]
named = keras.models.load_model(
    "scaled.keras", custom_objects={"guide>Scale": Scale}
)
print(named.layers[0].factor)
# --8<-- [end:named]
