import keras
import tensorflow as tf


class ClippedEach(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x, y, y_pred, sample_weight)
        weights = self.trainable_weights
        gradients = tape.gradient(loss, weights)
        short = [tf.clip_by_value(g, -0.5, 0.5) for g in gradients]
        self.optimizer.apply(short, weights)

        rows = tf.shape(keras.tree.flatten(x)[0])[0]
        self.metrics[0].update_state(loss, sample_weight=rows)
        return self.compute_metrics(x, y, y_pred, sample_weight)
