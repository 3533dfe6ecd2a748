import keras
import tensorflow as tf


class Model(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x, y, y_pred, sample_weight)
        weights = self.trainable_weights
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        tracker = self.metrics[0]  # the mean of the loss
        rows = tf.shape(keras.tree.flatten(x)[0])[0]
        tracker.update_state(loss, sample_weight=rows)
        return {"loss": tracker.result()}
