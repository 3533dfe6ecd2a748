assert brings("tensorflow", "keras") is True, "TensorFlow asks for Keras."
assert brings("tensorflow", "pygments") is True, (
    "TensorFlow asks for Keras, Keras for rich, and rich for Pygments."
)
assert brings("tensorflow", "matplotlib") is False, (
    "Matplotlib is here, but not because of TensorFlow."
)
assert brings("keras", "tensorflow") is False, (
    "Keras works with other backends, and asks for none."
)
