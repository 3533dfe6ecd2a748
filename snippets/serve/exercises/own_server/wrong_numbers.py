import tensorflow as tf


class Server(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None])])
    def predict(self, x):
        return {"doubled": 2 * x}


server = Server()
tf.saved_model.save(server, "server", {"predict": server.predict})
