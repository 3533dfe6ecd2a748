import keras
import tensorflow as tf
from keras import layers
from keras.utils import FeatureSpace


def build(table, labels):
    keras.utils.set_random_seed(0)
    space = FeatureSpace(
        {
            "grams": FeatureSpace.float_normalized(),
            "colour": FeatureSpace.string_categorical(num_oov_indices=0),
        },
        output_mode="concat",
    )
    rows = tf.data.Dataset.from_tensor_slices((table, labels)).batch(32)
    space.adapt(rows.map(lambda row, label: row))
    answer = layers.Dense(1, activation="sigmoid")(
        space.get_encoded_features()
    )
    model = keras.Model(dict(space.get_inputs()), answer)
    model.compile(keras.optimizers.Adam(0.1), "binary_crossentropy")
    model.fit(rows, epochs=10, shuffle=False, verbose=0)
    return model
