import keras
import tensorflow as tf
from keras import layers
from keras.utils import FeatureSpace


def build(table, labels):
    keras.utils.set_random_seed(0)
    space = FeatureSpace(
        {"grams": "float_normalized", "colour": "string_categorical"},
        output_mode="concat",
    )
    rows = tf.data.Dataset.from_tensor_slices((table, labels)).batch(32)
    space.adapt(rows.map(lambda row, label: row))
    rows = rows.map(lambda row, label: (space(row), label))
    model = keras.Sequential([layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(0.1), "binary_crossentropy")
    model.fit(rows, epochs=10, shuffle=False, verbose=0)
    return model
