import keras
import tensorflow as tf
from keras import layers


def build(texts, labels):
    """A trained model from strings to the probability of the cat."""
    keras.utils.set_random_seed(0)
    vectorize = layers.TextVectorization()
    vectorize.adapt(texts)
    model = keras.Sequential(
        [
            layers.Embedding(
                vectorize.vocabulary_size(), 16, mask_zero=True
            ),
            layers.GRU(16),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    rows = tf.data.Dataset.from_tensor_slices(
        (vectorize(texts), labels)
    ).batch(32)
    model.fit(rows, epochs=8, shuffle=False, verbose=0)
    return model
