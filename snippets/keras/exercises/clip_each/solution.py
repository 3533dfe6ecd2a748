import keras
import tensorflow as tf


class Clipped(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(
                x=x, y=y, y_pred=self(x, training=True)
            )
        weights = self.trainable_weights
        gradients = tape.gradient(loss, weights)
        short = [tf.clip_by_norm(gradient, 0.5) for gradient in gradients]
        self.optimizer.apply(short, weights)
        return {"mse": loss}


far = tf.constant([3.0, 4.0])
print(tf.clip_by_norm(far, 0.5).numpy(), "has the norm 0.5")
