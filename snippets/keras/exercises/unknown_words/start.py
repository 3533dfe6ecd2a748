from keras import layers

lookup = layers.StringLookup(
    vocabulary=["red", "green"], num_oov_indices=0, output_mode="one_hot"
)
