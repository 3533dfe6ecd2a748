import tensorflow as tf


class Server(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def predict(self, examples):
        spec = {"x": tf.io.FixedLenFeature([], tf.float32)}
        return {"doubled": tf.io.parse_example(examples, spec)["x"]}


server = Server()
tf.saved_model.save(server, "server", {"predict": server.predict})
