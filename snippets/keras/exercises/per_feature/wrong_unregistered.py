import keras


class PerFeature(keras.layers.Layer):
    def build(self, input_shape):
        self.factors = self.add_weight(
            shape=(input_shape[-1],), initializer="ones", name="factors"
        )

    def call(self, inputs):
        return inputs * self.factors
