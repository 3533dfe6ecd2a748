import keras
import numpy as np
from tensorboard.backend.event_processing import event_accumulator

model = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
board = keras.callbacks.TensorBoard("speed", write_steps_per_second=True)
data = {"x": np.zeros([64, 4]), "y": np.zeros([64, 1])}
model.fit(**data, epochs=2, callbacks=[board], verbose=0)

events = event_accumulator.EventAccumulator("speed/train").Reload()
print([name for name in events.Tags()["tensors"] if "second" in name])
tag = "epoch_steps_per_second"
