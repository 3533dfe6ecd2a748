import keras
import tensorflow as tf


class Model(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(
                x=x, y=y, y_pred=self(x, training=True)
            )
        weights = self.trainable_weights
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        (tracker,) = self.metrics
        tracker.update_state(loss, sample_weight=tf.shape(x)[0])
        return {"loss": tracker.result()}


mean = keras.metrics.Mean()
mean.update_state(1.0, sample_weight=3)  # a batch of three
mean.update_state(0.0, sample_weight=1)  # and a last one of one
print(float(mean.result()))
